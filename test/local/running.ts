import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "../support/program";

const started = new Set<Local>();

/** `npm run local` as its users run it, without npm around it. */
export class Local {
  readonly child: ChildProcess;
  #printed = "";
  #ended: Promise<unknown>;

  private constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, ["--import", "tsx", join(root, "scripts/local.ts"), ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#printed += text;
      });
    this.#ended = once(this.child, "close");
    started.add(this);
  }

  /** @throws Error with what it printed, where it ends before it is ready */
  static async start(...args: string[]): Promise<Local> {
    const local = new Local(args);
    while (!local.printed.includes("Ctrl-C stops everything")) {
      if (local.child.exitCode !== null) throw new Error(`it ended:\n${local.printed}`);
      await wait(20);
    }
    return local;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get printed(): string {
    return this.#printed;
  }

  get url(): string {
    return /http:\/\/localhost:\d+/.exec(this.printed)?.[0] ?? "";
  }

  get token(): string {
    return /^ey\S+$/m.exec(this.printed)?.[0] ?? "";
  }

  /** What it says of itself, from the start of its process. */
  get seconds(): number {
    return Number(/ready in ([\d.]+) s/.exec(this.printed)?.[1]);
  }

  ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json" };
    return fetch(`${this.url}${path}`, { ...init, headers, signal: AbortSignal.timeout(10_000) });
  }

  /** Itself and all below it: gateway, Postgres with its parts, the guard. */
  tree(): number[] {
    const rows = processes();
    const below = (pid: number): number[] => [
      pid,
      ...rows.filter(({ parent }) => parent === pid).flatMap((row) => below(row.pid)),
    ];
    return below(this.pid);
  }

  /** The one process of the tree whose command line holds a text. */
  find(text: string): number {
    const tree = new Set(this.tree());
    const found = processes().filter(({ pid, command }) => tree.has(pid) && command.includes(text));
    if (found.length !== 1) throw new Error(`${found.length} processes with ${text}`);
    return found[0]?.pid as number;
  }

  async killTree(): Promise<void> {
    for (const pid of this.tree()) process.kill(pid, "SIGKILL");
    await this.#ended;
  }

  /** @returns its exit code */
  async stop(signal: NodeJS.Signals): Promise<number | null> {
    this.child.kill(signal);
    await this.#ended;
    return this.child.exitCode;
  }

  /** @returns its exit code */
  async ended(): Promise<number | null> {
    await this.#ended;
    return this.child.exitCode;
  }

  /** Whatever a failed test left. */
  static async killAll(): Promise<void> {
    for (const local of started) if (local.child.exitCode === null) local.child.kill("SIGTERM");
    await Promise.all([...started].map((local) => local.ended()));
  }
}

/** Which of some processes run; one that only waits to be noticed does not. */
export const runningOf = (pids: readonly number[]): number[] => {
  const all = new Set(processes().map(({ pid }) => pid));
  return pids.filter((pid) => all.has(pid));
};

export async function eventually(holds: () => boolean, patience = 10_000): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(20)) if (holds()) return true;
  return false;
}

function processes(): { pid: number; parent: number; command: string }[] {
  return execFileSync("ps", ["-eo", "pid=,ppid=,stat=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
      if (command === undefined || state?.startsWith("Z")) return [];
      return [{ pid: Number(pid), parent: Number(parent), command }];
    });
}
