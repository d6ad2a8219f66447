import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CommandError, main, optionsOf } from "../../scripts/support/cli";
import { mustRun, run } from "../../scripts/support/command";
import { addressesOf, stacksIn } from "../../scripts/support/stack-json";
import { table } from "../../scripts/support/table";
import { contentsOf, differences, inWords } from "./compare";
import { copyWithCdktn } from "./copy";

const USAGE =
  "npm run test:cdktn [-- --cdktn VERSION]   (--cdktn: another version than the one that is known)";
const KNOWN = "0.24.0";
const SHOWN = 20;

/**
 * Whether the fork cdktn could take cdktf's place today (docs/decisions/0001): the same code has to pass its types and to
 * synthesise the same stacks. Installs cdktn from the npm registry into a copy; this folder is not changed.
 */
main(async () => {
  const { cdktn } = optionsOf({ cdktn: { type: "string", default: KNOWN } }, USAGE);
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(cdktn)) {
    throw new CommandError(`--cdktn: found: ${cdktn}; allowed: an exact version such as ${KNOWN}`);
  }
  const work = mkdtempSync(join(tmpdir(), "ivcap-cdktn-"));
  try {
    const copy = join(work, "copy");
    await copyWithCdktn(copy, cdktn);
    const types = await run("npm", ["run", "--silent", "types"], { cwd: copy });
    console.log(`types with cdktn ${cdktn}: ${types.code === 0 ? "ok" : "FAILED"}`);
    if (types.code !== 0) console.error(`${types.stdout}${types.stderr}`.trim());
    const equal = await compareStacks(work, copy, cdktn);
    return types.code === 0 && equal ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

/** Compares what this project and its copy synthesise, of the shipped environments and of the tests'. */
async function compareStacks(work: string, copy: string, cdktn: string): Promise<boolean> {
  const rows: string[][] = [];
  const lines: string[] = [];
  for (const environments of ["environments", "test/fixtures/environments"]) {
    const [ours, theirs] = await Promise.all([
      synthesise(resolve("."), environments, mkdtempSync(join(work, "ours-"))),
      synthesise(copy, environments, mkdtempSync(join(work, "theirs-"))),
    ]);
    const versions = [ours, theirs].map(versionOf);
    if (versions[1] !== cdktn) {
      throw new CommandError(`the copy was synthesised by version ${versions[1]}, not by cdktn ${cdktn}`);
    }
    const found = differences(contentsOf(ours), contentsOf(theirs));
    lines.push(...found.map(inWords));
    for (const stack of stacksIn(ours)) {
      const count = found.filter(({ path }) => path.startsWith(`stacks/${stack.name}/`)).length;
      rows.push([
        stack.name,
        String(addressesOf(stack).length),
        ...versions,
        count ? `${count} DIFFER` : "equal",
      ]);
    }
  }
  console.log(`\n${table(["stack", "resources", "cdktf", "cdktn", "places"], rows)}`);
  if (lines.length > 0) console.error(`\n${lines.length} differences:\n${lines.slice(0, SHOWN).join("\n")}`);
  return lines.length === 0;
}

/**
 * Runs `main.ts` of one of them. Both in this project's root, so that paths that an environment file names, and that of the
 * state, are the same and need no allowance.
 */
async function synthesise(project: string, environments: string, outdir: string): Promise<string> {
  await mustRun(process.execPath, ["--import", "tsx", join(project, "main.ts")], {
    env: { IVCAP_ENVIRONMENTS: environments, CDKTF_OUTDIR: outdir },
  });
  return outdir;
}

/** The version of the library that wrote an output folder, by its own word. */
const versionOf = (outdir: string): string =>
  (JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { version: string }).version;
