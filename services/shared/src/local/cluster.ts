import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Account } from "./account";
import type { Binaries } from "./binaries";
import { failureOf, PostgresError } from "./failure";
import { isTemporary, makePrivate } from "./folder";
import { commandOf, end, markOf } from "./process";
import { SUPERUSER } from "./roles";
import { run } from "./run";

/** Makes a cluster with the platform's encoding and order; whole or not at all, whenever it is interrupted. */
export async function makeCluster(
  folder: string,
  { native, account, durable }: { native: Binaries; account: Account | undefined; durable: boolean },
): Promise<void> {
  if (existsSync(folder)) return;
  const growing = `${folder}.new`;
  makePrivate(growing, account);
  const settings = ["--encoding=UTF8", "--locale=C", "--auth-local=trust", "--auth-host=reject"];
  const args = ["-D", growing, "-U", SUPERUSER, ...settings, ...(durable ? [] : ["--no-sync"])];
  const { code, output } = await run(join(native, "bin", "initdb"), args, account);
  if (code !== 0) throw failureOf(`initdb ended with ${code}`, folder, output);
  renameSync(growing, folder);
  if (durable) syncFolder(dirname(folder));
}

/** The rename itself has to be on disk before anything is acknowledged. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** postmaster.pid of a cluster: its process, where its socket is, and whether it takes connections. */
export function stateOf(cluster: string): { pid: number; sockets: string; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), sockets: lines[4] ?? "", ready: lines[7]?.trim() === "ready" };
  } catch {
    return undefined;
  }
}

/**
 * Ends the Postgres that a dead holder of the folder left running, and takes away its socket. Whoever calls holds the folder, so that
 * no living one is met.
 */
export async function endOrphan(cluster: string): Promise<void> {
  const state = stateOf(cluster);
  if (state === undefined) return;
  const mark = markOf(state.pid);
  if (mark && commandOf(mark.pid).includes(cluster)) {
    if (!(await end(mark, ["SIGINT", "SIGQUIT"])))
      throw new PostgresError(`Postgres, process ${mark.pid}, holds ${cluster} and does not end`);
  } else if (mark) {
    disown(cluster);
  }
  if (isTemporary(state.sockets)) rmSync(state.sockets, { recursive: true, force: true });
}

/**
 * The number of a Postgres that ended long ago is now another program's, and Postgres would take that for a server. It takes its own
 * parent for none, and still sees by the rest of the file whether parts of the one before are left.
 */
function disown(cluster: string): void {
  const file = join(cluster, "postmaster.pid");
  const lines = readFileSync(file, "utf8").split("\n");
  writeFileSync(file, [String(process.pid), ...lines.slice(1)].join("\n"));
}
