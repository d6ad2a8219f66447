import { accessSync, constants, existsSync } from "node:fs";
import { homedir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import { accountFor, closedOnTheWayTo } from "@ivcap/shared/local/account";
import { clusterIn, FolderError, makeReachable } from "@ivcap/shared/local/folder";
import { HeldError, holderOf } from "@ivcap/shared/local/holder";
import type { Postgres } from "@ivcap/shared/local/postgres";
import { CommandError } from "../support/cli";
import type { Files } from "./files";

/**
 * Sees that the data folder is nobody else's and that Postgres can live in it; makes it where it is missing.
 * @throws CommandError, one line
 */
export function takeFolder(files: Files): void {
  const holder = holderOf(files.postgres);
  if (holder !== undefined) throw heldBy(holder, files);
  try {
    makeReachable(files.postgres, accountFor(clusterIn(files.postgres)));
  } catch (error) {
    throw explained(error);
  }
}

/** @throws CommandError as {@link takeFolder} does, for what shows only now */
export async function startDatabase(files: Files): Promise<Postgres> {
  const { startPostgres } = await import("@ivcap/shared/local/postgres");
  try {
    return await startPostgres({ directory: files.postgres });
  } catch (error) {
    throw error instanceof HeldError ? heldBy(error.pid, files) : explained(error);
  }
}

function heldBy(pid: number, files: Files): CommandError {
  return new CommandError(
    `${shown(dirname(files.postgres))} is held by process ${pid}, another npm run local; end it (kill ${pid}), or choose another folder and port: npm run local -- --data DIR --port N`,
  );
}

function explained(error: unknown): unknown {
  if (!(error instanceof FolderError)) return error;
  const other = proposals().find(canHoldData);
  return new CommandError(
    `${error.message}; choose another folder: npm run local -- --data ${other ?? "DIR"}`,
  );
}

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
