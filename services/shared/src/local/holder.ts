import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { lives, type Mark, markOf } from "./process";

/** The folder belongs to a process that lives. */
export class HeldError extends Error {
  override readonly name = "HeldError";
  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(`${folder} is held by process ${pid}`);
  }
}

/**
 * Makes this process the only holder of a folder until it lets go or ends, however it ends: the file in it says who holds it, and who
 * no longer lives holds nothing.
 *
 * Two that find the same dead holder at once may in the worst case both think they won; Postgres then refuses the second.
 *
 * @throws HeldError
 */
export function hold(folder: string): () => void {
  const file = fileOf(folder);
  const mine = `${file}.${process.pid}`;
  // Linked into place, the file appears whole or not at all.
  writeFileSync(mine, JSON.stringify(markOf(process.pid)), { mode: 0o644 });
  try {
    while (!linked(mine, file)) {
      const found = markIn(file);
      if (found && lives(found)) throw new HeldError(folder, found.pid);
      takeAway(file, found);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  let held = true;
  return () => {
    if (held) rmSync(file, { force: true });
    held = false;
  };
}

/** @returns the number of the living process that holds a folder */
export function holderOf(folder: string): number | undefined {
  const found = markIn(fileOf(folder));
  return found && lives(found) ? found.pid : undefined;
}

const fileOf = (folder: string): string => `${folder}/holder.json`;

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Only one of several can move the file; and what it moved may by then be a living holder's, which goes back. */
function takeAway(file: string, dead: Mark | undefined): void {
  const away = `${file}.${process.pid}.old`;
  try {
    renameSync(file, away);
  } catch {
    return;
  }
  if (markIn(away)?.since !== dead?.since) linked(away, file);
  rmSync(away, { force: true });
}

function markIn(file: string): Mark | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Mark;
  } catch {
    return undefined;
  }
}
