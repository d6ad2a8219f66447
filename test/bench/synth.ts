import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { table } from "../../scripts/support/table";
import { program } from "../support/program";
import { median } from "./median";
import { providerModules } from "./provider-modules";

/**
 * Whole-process time of `tsx main.ts` against a bare app that imports the same provider submodules and synthesises one empty
 * stack: what our own code costs on top of what it cannot avoid. Runs alternate, so that both meet the same machine.
 */
const ROUNDS = 9;
const GOAL = 1.5;

async function bench(): Promise<void> {
  const modules = providerModules();
  const work = mkdtempSync(join(tmpdir(), "ivcap-bench-"));
  mkdirSync(".ivcap", { recursive: true });
  const bare = mkdtempSync(join(".ivcap", "bench-")); // inside the project, so that its packages are found
  try {
    const bareApp = join(bare, "app.ts");
    writeFileSync(bareApp, bareSource(modules));
    const times: Record<string, number[]> = { "bare app": [], "tsx main.ts": [] };
    for (let round = 0; round <= ROUNDS; round++) {
      const [one, other] = [
        await timed(bareApp, join(work, "bare")),
        await timed("main.ts", join(work, "ours")),
      ];
      if (round === 0) continue; // fills tsx's cache
      times["bare app"]?.push(one);
      times["tsx main.ts"]?.push(other);
    }
    report(modules.length, times);
  } finally {
    for (const folder of [work, bare]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Each module is used, since imports that are not are dropped. */
const bareSource = (modules: readonly string[]) =>
  [
    'import { App, TerraformStack } from "cdktf";',
    ...modules.map((name, index) => `import * as module${index} from ${JSON.stringify(name)};`),
    `const app = new App({ context: { modules: [${modules.map((_, index) => `module${index}`)}].length } });`,
    'new TerraformStack(app, "bare");',
    "app.synth();",
  ].join("\n");

async function timed(file: string, outdir: string): Promise<number> {
  const start = performance.now();
  const { code, stderr } = await program(file, [], { CDKTF_OUTDIR: outdir });
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${stderr}`);
  return performance.now() - start;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

function report(modules: number, times: Record<string, number[]>): void {
  const rows = Object.entries(times).map(([name, values]) => [
    name,
    seconds(median(values)),
    `${seconds(Math.min(...values))} to ${seconds(Math.max(...values))}`,
  ]);
  const [bare = 1, ours = 0] = Object.values(times).map(median);
  console.log(table(["program", "median", "range"], rows));
  console.log(`\n${ROUNDS} runs each, alternating; ${modules} provider submodules`);
  console.log(`ratio ${(ours / bare).toFixed(2)}, goal at most ${GOAL}`);
}

bench();
