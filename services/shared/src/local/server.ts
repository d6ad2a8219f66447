import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "./account";
import type { Binaries } from "./binaries";
import { stateOf } from "./cluster";
import { failureOf } from "./failure";
import { ENVIRONMENT, identity } from "./run";

export type Server = {
  native: Binaries;
  account: Account | undefined;
  cluster: string;
  sockets: string;
  log: string;
  /** Whether it waits for the disk before it acknowledges. */
  durable: boolean;
};

/** Milliseconds that processes of one that was killed may need to see it; they hold its memory until then. */
const PATIENCE = 15_000;

/**
 * Runs Postgres until it takes connections.
 * @param onSpawn told of each attempt
 * @throws PostgresError with the end of its log
 */
export async function runServer(server: Server, onSpawn: (pid: number) => void): Promise<ChildProcess> {
  for (const until = Date.now() + PATIENCE; ; await wait(50)) {
    const child = spawned(server);
    if (child.pid !== undefined) onSpawn(child.pid);
    if (await isReady(child, server.cluster)) return child;
    const reason = endOf(server.log);
    if (!/pre-existing shared memory|lock file .* already exists/.test(reason) || Date.now() > until)
      throw failureOf("Postgres did not start", server.cluster, reason);
  }
}

function spawned(server: Server): ChildProcess {
  if (existsSync(server.log)) renameSync(server.log, `${server.log}.1`);
  const output = openSync(server.log, "w", 0o600);
  const child = spawn(join(server.native, "bin", "postgres"), argumentsOf(server), {
    ...identity(server.account),
    cwd: "/",
    env: ENVIRONMENT,
    detached: true, // a terminal's Ctrl-C is not for it: who uses it drains first
    stdio: ["ignore", output, output],
  });
  closeSync(output);
  return child;
}

async function isReady(child: ChildProcess, cluster: string): Promise<boolean> {
  let gone = false;
  for (const event of ["exit", "error"])
    child.once(event, () => {
      gone = true;
    });
  for (; !gone; await wait(5)) {
    const state = stateOf(cluster);
    if (state?.ready && state.pid === child.pid) return true;
  }
  return false;
}

function argumentsOf({ cluster, sockets, durable }: Server): string[] {
  const settings = {
    listen_addresses: "",
    unix_socket_directories: sockets,
    unix_socket_permissions: "0700",
    max_connections: "200", // as the platform's
    log_timezone: "UTC",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  return ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** The end of a log, as far as there is one. */
export function endOf(log: string): string {
  try {
    return readFileSync(log, "utf8").trim().split("\n").slice(-15).join("\n");
  } catch {
    return "";
  }
}
