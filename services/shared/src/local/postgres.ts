import { realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { accountFor } from "./account";
import { binaries } from "./binaries";
import { endOrphan, makeCluster } from "./cluster";
import { clusterIn, makeReachable, makeTemporary } from "./folder";
import { guard } from "./guard";
import { hold } from "./holder";
import { end, markOf } from "./process";
import { ensureDatabase, ensureRole, urlOf } from "./roles";
import { endOf, runServer } from "./server";

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
 * @throws HeldError, where a living process holds the folder; FolderError, where Postgres cannot live in it; PostgresError, where it fails
 */
export async function startPostgres({ directory }: { directory?: string } = {}): Promise<Postgres> {
  const durable = directory !== undefined;
  const account = accountFor(clusterIn(directory ?? "/nowhere"));
  const wanted = directory ?? makeTemporary(account);
  makeReachable(wanted, account);
  const home = realpathSync(wanted);
  const release = hold(home);
  const sockets = makeTemporary(account);
  const folders = durable ? [sockets] : [sockets, home];
  const guarded = guard(folders);
  const finish = () => {
    guarded.dismiss();
    release();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
  try {
    const native = await binaries(account, home);
    const cluster = clusterIn(home);
    await endOrphan(cluster);
    await makeCluster(cluster, { native, account, durable });
    const log = join(home, "postgres.log");
    const child = await runServer({ native, account, cluster, sockets, log, durable }, guarded.watch);
    const pid = child.pid as number;
    const ended = new Promise<string>((done) => child.once("exit", () => done(endOf(log)))).then((text) => {
      finish();
      return text;
    });
    const stop = async () => {
      const mark = markOf(pid);
      if (mark) await end(mark, ["SIGINT", "SIGQUIT"]);
      await ended;
    };
    await ensureRole(sockets).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return {
      pid,
      url: (database) => urlOf(sockets, database),
      ensure: (database) => ensureDatabase(sockets, database),
      stop,
      ended,
    };
  } catch (error) {
    finish();
    throw error;
  }
}
