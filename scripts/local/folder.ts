import { accessSync, constants, existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import { accountFor, closedOnTheWayTo } from "@ivcap/shared/local/account";
import { PostgresError } from "@ivcap/shared/local/failure";
import { clusterIn, FolderError, makeReachable } from "@ivcap/shared/local/folder";
import { HeldError, holderOf } from "@ivcap/shared/local/holder";
import { CommandError } from "../support/cli";
import type { Files } from "./files";

/**
 * Sees that the data folder is nobody else's and that Postgres can live in it; makes it where it is missing.
 * @throws HeldError, FolderError
 */
export function takeFolder(files: Files): void {
  const holder = holderOf(files.postgres);
  if (holder !== undefined) throw new HeldError(files.postgres, holder);
  makeReachable(files.postgres, accountFor(clusterIn(files.postgres)));
}

/** What the person at the keyboard can mend, as a line that says how; anything else as it is. */
export function explained(error: unknown, data: string): unknown {
  if (error instanceof HeldError)
    return new CommandError(
      `${shown(data)} is held by process ${error.pid}, another npm run local; end it (kill ${error.pid}), or choose another folder and port: npm run local -- --data DIR --port N`,
    );
  if (error instanceof FolderError) return elsewhere(error.message);
  if (error instanceof PostgresError) return new CommandError(error.message);
  if ((error as NodeJS.ErrnoException).code === "ENOSPC")
    return elsewhere(`${shown(data)} lies on a filesystem without space`);
  return error;
}

const elsewhere = (reason: string) =>
  new CommandError(
    `${reason}; choose another folder: npm run local -- --data ${proposals().find(canHoldData) ?? "DIR"}`,
  );

const proposals = (): string[] =>
  process.getuid?.() === 0
    ? ["/var/lib/ivcap", "/srv/ivcap", "/tmp/ivcap"]
    : [join(homedir(), ".local", "share", "ivcap"), `/var/tmp/ivcap-${userInfo().username}`];

function canHoldData(folder: string): boolean {
  const account = accountFor(folder);
  if (account && closedOnTheWayTo(folder, account)) return false;
  const made = existsSync(folder) ? folder : dirname(folder);
  if (!existsSync(made)) return made !== dirname(made) && canHoldData(made);
  try {
    accessSync(made, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** As short as it can be told to whoever stands in the folder where the command runs. */
export function shown(path: string): string {
  const from = relative(process.cwd(), path);
  return from === "" || from.startsWith("..") ? path : from;
}
