import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CommandError, main, optionsOf } from "../../scripts/support/cli";
import { mustRun, run } from "../../scripts/support/command";

const USAGE =
  "npm run test:schema [-- --before COMMIT]   (--before: whose code is tried; else that before the newest step of the schema)";
const DATABASE = "services/shared/src/database";
const STEPS = join(DATABASE, "migrations");

/**
 * Whether the schema only expanded: while a release is rolled out, the code before runs on the schema after. So the services' code of the
 * commit before passes its own tests on the schema of this one.
 */
main(async () => {
  const { before } = optionsOf({ before: { type: "string" } }, USAGE);
  const commit = await commitOf(before ?? (await beforeNewestStep()));
  const work = mkdtempSync(join(tmpdir(), "ivcap-schema-"));
  const copy = join(work, "copy");
  try {
    await mustRun("git", ["worktree", "add", "--detach", copy, commit]);
    linkPackages(copy);
    rmSync(join(copy, STEPS), { recursive: true });
    cpSync(STEPS, join(copy, STEPS), { recursive: true });
    cpSync(join(DATABASE, "migrate.ts"), join(copy, DATABASE, "migrate.ts"));
    console.log(`the code of ${commit.slice(0, 8)} on the schema ${readdirSync(STEPS).sort().at(-1)}`);
    const jest = [
      "--experimental-vm-modules",
      "node_modules/jest/bin/jest.js",
      "--selectProjects",
      "services",
    ];
    const { code, stdout, stderr } = await run("node", [...jest, "--testPathIgnorePatterns", "/local/"], {
      cwd: copy,
    });
    console.log(
      code === 0
        ? stderr
            .split("\n")
            .filter((line) => /^Tests?( Suites)?:/.test(line))
            .join("\n")
        : `${stdout}${stderr}`,
    );
    return code === 0 ? 0 : 1;
  } finally {
    await run("git", ["worktree", "remove", "--force", copy]);
    rmSync(work, { recursive: true, force: true });
  }
});

async function beforeNewestStep(): Promise<string> {
  const stdout = await mustRun("git", ["log", "-1", "--diff-filter=A", "--format=%H", "--", STEPS]);
  if (stdout.trim() === "")
    throw new CommandError(`git knows of no commit that added a step to ${STEPS}; name one by --before`);
  return `${stdout.trim()}^`;
}

async function commitOf(name: string): Promise<string> {
  const { code, stdout } = await run("git", ["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);
  if (code !== 0)
    throw new CommandError(
      `--before: found: ${name}; allowed: a commit of this repository, whose history has to be whole (git fetch --unshallow)`,
    );
  const { code: has } = await run("git", ["cat-file", "-e", `${stdout.trim()}:${DATABASE}/migrate.ts`]);
  if (has !== 0)
    throw new CommandError(`--before: found: ${name}; allowed: a commit that has ${DATABASE}/migrate.ts`);
  return stdout.trim();
}

/** The packages that are installed here; but the workspaces are those of the copy. */
function linkPackages(copy: string): void {
  const [ours, theirs] = [resolve("node_modules"), join(copy, "node_modules")];
  mkdirSync(join(theirs, "@ivcap"), { recursive: true });
  for (const name of readdirSync(ours)) {
    if (name !== "@ivcap") symlinkSync(join(ours, name), join(theirs, name));
  }
  for (const name of readdirSync(join(copy, "services"))) {
    const workspace = join(copy, "services", name);
    if (!existsSync(join(workspace, "package.json"))) continue;
    symlinkSync(workspace, join(theirs, "@ivcap", name));
    const own = resolve("services", name, "node_modules");
    if (existsSync(own)) symlinkSync(own, join(workspace, "node_modules"));
  }
}
