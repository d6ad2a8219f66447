import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { end, lives, type Mark, markOf } from "@ivcap/shared/local/process";
import { CommandError } from "../support/cli";
import { endOf, type Files, newLog, writeWhole } from "./files";

export interface Gateway {
  /** Tells it how to run. @returns its URL, once it takes requests @throws CommandError with the end of its log where it never does */
  open(variables: Record<string, string>): Promise<string>;
  /** Settles when it ended, wanted or not: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  /** Lets it answer what it has begun, and ends it where that takes too long. @returns how it ended */
  drain(): Promise<string>;
  kill(): void;
}

const GATEWAY = join(__dirname, "..", "..", "services", "api-gateway", "src", "server.ts");
const PRELOAD = join(__dirname, "preload.mts");

/** Milliseconds until it has to listen, and until it has to be done with what it has begun. */
const STARTS = 30_000;
const DRAINS = 30_000;

/**
 * The gateway by its own entry point, as in a cluster: a process of its own, told everything by variables, and at first only loading.
 * It ends when this process does, since its channel to it closes then.
 */
export function spawnGateway(files: Files): Gateway {
  const log = newLog(files.log);
  const child = spawn(process.execPath, ["--import", "tsx", "--import", PRELOAD, GATEWAY], {
    env: inherited(),
    detached: true, // a terminal's Ctrl-C is for this process, which drains it
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);
  const ended = new Promise<string>((done) => {
    child.once("exit", (code, signal) => done(signal ?? `exit code ${code}`));
    child.once("error", (error) => done(error.message));
  });
  return {
    ended,
    open: (variables) => opened(child, ended, files, variables),
    kill: () => void child.kill("SIGKILL"),
    drain: async () => {
      const forced = setTimeout(() => child.kill("SIGKILL"), DRAINS);
      child.kill("SIGTERM");
      const how = await ended;
      clearTimeout(forced);
      return how;
    },
  };
}

function opened(
  child: ChildProcess,
  ended: Promise<string>,
  files: Files,
  variables: Record<string, string>,
): Promise<string> {
  const mark = child.pid === undefined ? undefined : markOf(child.pid);
  if (mark) {
    writeWhole(files.gateway, JSON.stringify(mark));
    void ended.then(() => rmSync(files.gateway, { force: true }));
  }
  return new Promise((done, fail) => {
    const failed = (why: string) =>
      fail(new CommandError(`the gateway did not start (${why}); the end of its log:\n${endOf(files.log)}`));
    const late = setTimeout(failed, STARTS, `no word from it in ${STARTS / 1_000} s`);
    void ended.then(failed).then(() => clearTimeout(late));
    child.on("message", (message: { listening?: string }) => {
      if (message.listening === undefined) return;
      clearTimeout(late);
      done(message.listening);
    });
    child.send(variables, () => {}); // where it is gone already, its end tells
  });
}

/** Nothing of the caller's that could mean another database or another issuer. */
function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LOG_LEVEL } = process.env;
  const set = Object.entries({ PATH, HOME, TMPDIR, LOG_LEVEL }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set);
}

/** The gateway of a supervisor that was killed, as long as it lives: it drains, and holds the port meanwhile. */
export function leftover(files: Files): Mark | undefined {
  try {
    const mark: Mark = JSON.parse(readFileSync(files.gateway, "utf8"));
    return lives(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}

export async function endLeftover(mark: Mark): Promise<void> {
  if (!(await end(mark, ["SIGTERM", "SIGKILL"])))
    throw new CommandError(
      `the gateway of a run before, process ${mark.pid}, does not end; end it: kill -9 ${mark.pid}`,
    );
}
