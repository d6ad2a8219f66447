import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";

/** Who Postgres runs as, where that is not who runs this process. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

const ROOT = 0;

/**
 * Postgres refuses to run as root. For root it runs as whom its data belongs to, and `nobody` at first: an account that every system
 * has, so that none need be made.
 */
export function accountFor(cluster: string): Account | undefined {
  if (process.getuid?.() !== ROOT) return undefined;
  const owner = ownerOf(cluster);
  if (owner !== undefined && owner.uid !== ROOT) return { name: nameOf(owner.uid), ...owner };
  return { name: "nobody", uid: idOf("-u"), gid: idOf("-g") };
}

/** The first folder on the way to a path that the account may not enter, with its mode; a path that is not there ends the way. */
export function closedOnTheWayTo(path: string, account: Account): string | undefined {
  const above = dirname(path);
  const closed = above === path ? undefined : closedOnTheWayTo(above, account);
  if (closed !== undefined) return closed;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isDirectory()) return undefined;
  const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
  return found.mode & bit ? undefined : `${path} has mode 0${(found.mode & 0o777).toString(8)}`;
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  try {
    const { uid, gid } = statSync(path);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

const idOf = (which: "-u" | "-g"): number => Number(id(which, "nobody"));

function nameOf(uid: number): string {
  try {
    return id("-un", String(uid));
  } catch {
    return `user ${uid}`;
  }
}

const id = (...args: string[]): string =>
  execFileSync("id", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
