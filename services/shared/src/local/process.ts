import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A process that no later one under the same number is taken for. */
export type Mark = { pid: number; since: string };

/** @returns nothing where no such process runs; one that has ended and is only waited for does not run */
export function markOf(pid: number): Mark | undefined {
  const since = process.platform === "linux" ? sinceByProc(pid) : sinceByPs(pid);
  return since === undefined ? undefined : { pid, since };
}

export const lives = ({ pid, since }: Mark): boolean => markOf(pid)?.since === since;

/** Its program and arguments, as one line; empty where it is not ours to know. */
export function commandOf(pid: number): string {
  try {
    return process.platform === "linux"
      ? readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()
      : ps(pid, "command=");
  } catch {
    return "";
  }
}

/** Sends each signal in turn until the process is gone. @returns whether it is */
export async function end(
  mark: Mark,
  signals: readonly NodeJS.Signals[],
  patience = 10_000,
): Promise<boolean> {
  for (const signal of signals) {
    try {
      process.kill(mark.pid, signal);
    } catch {
      // Gone in between, or not ours to end: the loop tells.
    }
    for (const until = Date.now() + patience; Date.now() < until; await wait(10))
      if (!lives(mark)) return true;
  }
  return !lives(mark);
}

/** Start in ticks since the machine's boot, so the boot belongs to it. */
function sinceByProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, ...fields] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || state === "X") return undefined;
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[18]}`;
  } catch {
    return undefined;
  }
}

function sinceByPs(pid: number): string | undefined {
  try {
    const [state = "", ...since] = ps(pid, "stat=,lstart=").split(/\s+/);
    return state === "" || state.startsWith("Z") ? undefined : since.join(" ");
  } catch {
    return undefined;
  }
}

const ps = (pid: number, columns: string): string =>
  execFileSync("ps", ["-o", columns, "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
