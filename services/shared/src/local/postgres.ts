import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { type Account, accountFor } from "./account";
import { type Binaries, binaries } from "./binaries";
import { endOrphan, makeCluster, ROLE, SUPERUSER, stateOf } from "./cluster";
import { clusterIn, makeReachable, makeTemporary } from "./folder";
import { guard } from "./guard";
import { hold } from "./holder";
import { end, markOf } from "./process";
import { ENVIRONMENT, identity } from "./run";

export interface Postgres {
  readonly pid: number;
  /** How to reach a database by `pg`, as the services' role. The socket's folder is open to this account alone. */
  url(database: string): string;
  /** Makes a database of the services' role where there is none. @returns its URL */
  ensure(database: string): Promise<string>;
  /** Ends its sessions and stops it in order; a temporary one is removed. */
  stop(): Promise<void>;
  /** Settles when it ended, wanted or not, with the end of its log. */
  readonly ended: Promise<string>;
}

/**
 * Starts a Postgres of our own, from npm: on a socket in a private folder, without a port, never as root. It stops with this process,
 * and what kill -9 leaves of it is put right by the next start in the same folder.
 *
 * @param directory where it keeps its data, made when missing. Without one it is temporary, and does not wait for the disk.
 * @throws HeldError, where a living process holds the folder; FolderError, where Postgres cannot live in it
 */
export async function startPostgres({ directory }: { directory?: string } = {}): Promise<Postgres> {
  const durable = directory !== undefined;
  const account = accountFor(clusterIn(directory ?? "/nowhere"));
  const wanted = directory ?? makeTemporary(account);
  makeReachable(wanted, account);
  const home = realpathSync(wanted);
  const release = hold(home);
  const cluster = clusterIn(home);
  const temporary = durable ? [] : [home];
  try {
    const native = await binaries(account, home);
    await endOrphan(cluster);
    await makeCluster(cluster, { native, account, durable });
    return await start({ home, cluster, native, account, durable, release, temporary });
  } catch (error) {
    release();
    for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

type Parts = {
  home: string;
  cluster: string;
  native: Binaries;
  account: Account | undefined;
  durable: boolean;
  release: () => void;
  temporary: readonly string[];
};

async function start(parts: Parts): Promise<Postgres> {
  const sockets = makeTemporary(parts.account);
  const folders = [sockets, ...parts.temporary];
  const clean = () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  const log = join(parts.home, "postgres.log");
  try {
    const child = await spawned(parts, sockets, log);
    const pid = child.pid as number;
    const dismiss = guard(pid, folders);
    const ended = new Promise<string>((done) => child.once("exit", () => done(endOf(log))));
    void ended.then(() => {
      dismiss();
      parts.release();
    });
    const url = (database: string, role = ROLE) =>
      `postgres://${role}@/${encodeURIComponent(database)}?host=${encodeURIComponent(sockets)}`;
    const stop = async () => {
      const mark = markOf(pid);
      if (mark) await end(mark, ["SIGINT", "SIGQUIT"]);
      await ended;
      clean();
    };
    try {
      await ensureRole(url(SUPERUSER, SUPERUSER));
    } catch (error) {
      await stop();
      throw error;
    }
    return { pid, url, stop, ended, ensure: (database) => ensureDatabase(database, url) };
  } catch (error) {
    clean();
    throw error;
  }
}

/** Runs it until it takes connections. Processes of one that was killed may need a moment to see it, and hold its memory until then. */
async function spawned(parts: Parts, sockets: string, log: string): Promise<ChildProcess> {
  for (const patience = Date.now() + 15_000; ; await wait(50)) {
    if (existsSync(log)) renameSync(log, `${log}.1`);
    const output = openSync(log, "w", 0o600);
    const child = spawn(join(parts.native, "bin", "postgres"), argumentsOf(parts, sockets), {
      ...identity(parts.account),
      cwd: "/",
      env: ENVIRONMENT,
      detached: true, // a terminal's Ctrl-C is not for it: who uses it drains first
      stdio: ["ignore", output, output],
    });
    closeSync(output);
    if (await isReady(child, parts.cluster)) return child;
    const reason = endOf(log);
    if (!/pre-existing shared memory|lock file .* already exists/.test(reason) || Date.now() > patience)
      throw new Error(`Postgres did not start:\n${reason}`);
  }
}

async function isReady(child: ChildProcess, cluster: string): Promise<boolean> {
  let gone = false;
  child.once("exit", () => {
    gone = true;
  });
  child.once("error", () => {
    gone = true;
  });
  for (; !gone; await wait(5)) {
    const state = stateOf(cluster);
    if (state?.ready && state.pid === child.pid) return true;
  }
  return false;
}

function argumentsOf({ cluster, durable }: Parts, sockets: string): string[] {
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

const ensureRole = (url: string) =>
  asked(url, async (client) => {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [ROLE]);
    if (rowCount === 0) await client.query(`create role ${ROLE} login createdb`);
  });

async function ensureDatabase(name: string, url: (database: string) => string): Promise<string> {
  await asked(url("postgres"), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
  return url(name);
}

async function asked(url: string, ask: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}

function endOf(log: string): string {
  try {
    return readFileSync(log, "utf8").trim().split("\n").slice(-15).join("\n");
  } catch {
    return "";
  }
}
