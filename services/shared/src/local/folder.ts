import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Account, closedOnTheWayTo } from "./account";

/** Postgres cannot live in a folder; the message says why in one line. */
export class FolderError extends Error {
  override readonly name = "FolderError";
}

/** Where the data of the platform's major version is, below the folder that is given. */
export const clusterIn = (folder: string): string => join(folder, "17");

/** Makes the folder where it is missing, and sees that the account can reach it. @throws FolderError */
export function makeReachable(folder: string, account: Account | undefined): void {
  const before = process.umask(0o022); // what is made on the way has to be open to the account
  try {
    const closed = account && closedOnTheWayTo(folder, account);
    if (closed)
      throw new FolderError(
        `Postgres does not run as root, and ${account.name}, as whom it runs instead, cannot reach ${folder}: ${closed}`,
      );
    make(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw error instanceof FolderError ? error : new FolderError(reasonOf(folder, error as Error));
  } finally {
    process.umask(before);
  }
}

/** As mkdir's own recursion, which in Node 20 never ends below /proc and misnames what forbids a folder. */
function make(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new FolderError(`${folder} is a file, no folder`);
    return;
  }
  const above = dirname(folder);
  if (existsSync(above) && !statSync(above).isDirectory())
    throw new FolderError(`${folder} lies below a file`);
  make(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** An empty folder that belongs to the account alone, as Postgres demands of its data. @throws FolderError */
export function makePrivate(folder: string, account: Account | undefined): void {
  try {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
    chmodSync(folder, 0o700);
  } catch (error) {
    throw new FolderError(reasonOf(folder, error as Error));
  }
  const made = lstatSync(folder);
  const owner = account?.uid ?? process.getuid?.();
  if ((made.mode & 0o777) !== 0o700 || made.uid !== owner)
    throw new FolderError(
      `the filesystem of ${folder} keeps no owners and permissions, which Postgres needs`,
    );
}

/** Longer paths of sockets are cut by the system; macOS takes the fewest bytes. */
const LONGEST_SOCKET = 103;
const SOCKET = "/.s.PGSQL.5432";
const PREFIX = "ivcap-pg-";

/** A temporary folder for the socket, or the data, of one Postgres, open to its account alone. */
export function makeTemporary(account: Account | undefined): string {
  const fits = (folder: string) =>
    join(folder, `${PREFIX}XXXXXX${SOCKET}`).length <= LONGEST_SOCKET &&
    !(account && closedOnTheWayTo(folder, account));
  const parent = [tmpdir(), "/tmp"].find(fits);
  if (parent === undefined)
    throw new FolderError(
      `neither ${tmpdir()} nor /tmp can hold the socket of Postgres: set TMPDIR to a short path`,
    );
  const folder = mkdtempSync(join(parent, PREFIX));
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

export const isTemporary = (folder: string): boolean => folder.split("/").at(-1)?.startsWith(PREFIX) ?? false;

function reasonOf(folder: string, error: NodeJS.ErrnoException): string {
  const reasons: Record<string, string> = {
    ENOENT: "cannot be made",
    ENOTDIR: "lies below a file",
    EACCES: "cannot be written",
    EPERM: "cannot be written, or its filesystem keeps no owners and permissions",
    EROFS: "lies on a filesystem that is read-only",
    ENOSPC: "lies on a filesystem without space",
    ENAMETOOLONG: "is too long a name",
  };
  return `${folder} ${reasons[error.code ?? ""] ?? `cannot be used (${error.message})`}`;
}
