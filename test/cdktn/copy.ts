import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../scripts/support/cli";
import { run } from "../../scripts/support/command";

/**
 * Fills a folder with a copy of this project in which `cdktf` is cdktn: the files that git tracks, as they are now, with the
 * packages of the lock file but for that one.
 * @throws CommandError where git or the registry is out of reach, or has no such version
 */
export async function copyWithCdktn(folder: string, version: string): Promise<void> {
  for (const file of await trackedFiles()) {
    if (existsSync(file)) cpSync(file, join(folder, file), { recursive: true });
  }
  override(join(folder, "package.json"), `npm:cdktn@${version}`);
  await install(folder, version);
  const { name, version: found } = read(join(folder, "node_modules/cdktf/package.json"));
  if (name !== "cdktn" || found !== version) {
    throw new CommandError(
      `npm installed ${name} ${found} in place of cdktn ${version}: the override had no effect`,
    );
  }
}

async function trackedFiles(): Promise<string[]> {
  const { code, stdout, stderr } = await run("git", ["ls-files", "-z"]);
  if (code !== 0) {
    throw new CommandError(
      `git lists no files to copy: ${stderr.trim().split("\n")[0]}; run this in a clone`,
    );
  }
  return stdout.split("\0").filter(Boolean);
}

/**
 * The dependency alone is refused, since the bindings ask for cdktf as their peer; the override alone too, since it may not
 * contradict the dependency.
 */
function override(file: string, spec: string): void {
  const manifest = read(file);
  const changed = {
    ...manifest,
    dependencies: { ...(manifest.dependencies as object), cdktf: spec },
    overrides: { ...(manifest.overrides as object | undefined), cdktf: spec },
  };
  writeFileSync(file, JSON.stringify(changed, null, 2));
}

const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;

/** No scripts: tsx's esbuild comes as a package per platform and works without its own. */
async function install(folder: string, version: string): Promise<void> {
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"];
  const { code, stdout, stderr } = await run("npm", ["install", "--ignore-scripts", ...quiet], {
    cwd: folder,
  });
  if (code === 0) return;
  const said = `${stderr}\n${stdout}`
    .split("\n")
    .map((line) => line.trim().replace(/^npm (error|ERR!) ?(code )?/, ""))
    .filter((line) => line !== "" && !line.startsWith("npm warn"));
  throw new CommandError(
    `npm cannot install cdktn ${version} from its registry: ${said.slice(0, 3).join("; ")}`,
  );
}
