import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedFiles } from "./generated";
import { compare } from "./generated/generated-file";
import { main, optionsOf } from "./support/cli";

const USAGE = "npm run generate [-- --check]   (--check: writes nothing, fails if a file is stale)";
const root = join(__dirname, "..");

/** Writes the committed files that follow from the sources, or says which of them no longer do. */
main(async () => {
  const { check } = optionsOf({ check: { type: "boolean" } }, USAGE);
  const files = await compare(generatedFiles, root);
  const stale = files.filter(({ current }) => !current);
  for (const { file, content } of stale) {
    if (check) {
      console.error(`${file}: stale; run \`npm run generate\`, look at the change and commit it`);
      continue;
    }
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`${file}: written`);
  }
  if (stale.length === 0) console.log(`${files.length} generated files are up to date`);
  return check && stale.length > 0 ? 1 : 0;
});
