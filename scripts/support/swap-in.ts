import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { stacksIn } from "./stack-json";

/** What `terraform init` left in a stack's folder and the next run would otherwise fetch again. */
const KEPT = [".terraform", ".terraform.lock.hcl"];

/**
 * Lets `make` fill a new folder beside `folder` and puts it in its place only when all went well, so that nobody ever sees it
 * half-written. Throws what `make` throws; then `folder` is as it was.
 */
export function swapIn(folder: string, make: (fresh: string) => void): void {
  const place = resolve(folder);
  mkdirSync(dirname(place), { recursive: true });
  const fresh = mkdtempSync(`${place}.new-`);
  try {
    make(fresh);
    if (existsSync(place)) replace(place, fresh);
    else renameSync(fresh, place);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function replace(place: string, fresh: string): void {
  const old = `${fresh}-old`;
  renameSync(place, old);
  try {
    keepInitialised(old, fresh);
    renameSync(fresh, place);
  } catch (error) {
    renameSync(old, place);
    throw error;
  }
  rmSync(old, { recursive: true });
}

function keepInitialised(from: string, to: string): void {
  for (const { folder } of stacksIn(to)) {
    for (const name of KEPT) {
      const kept = join(from, relative(to, folder), name);
      if (existsSync(kept)) renameSync(kept, join(folder, name));
    }
  }
}
