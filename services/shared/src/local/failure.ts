import { FolderError } from "./folder";

/** A program of Postgres failed; the message ends with what it said. */
export class PostgresError extends Error {
  override readonly name = "PostgresError";
}

/** What a program of Postgres said when it failed, as an error: a full disk is the folder's, which its user can change. */
export function failureOf(what: string, folder: string, said: string): FolderError | PostgresError {
  return /No space left|Check free disk space/i.test(said)
    ? new FolderError(`${folder} lies on a filesystem without space: Postgres needs 100 MB to begin with`)
    : new PostgresError(`${what}:\n${said.trim()}`);
}
