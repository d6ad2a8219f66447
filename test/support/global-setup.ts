import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./program";

/**
 * Synthesises once for all tests, by the program that users run: the environments that are shipped, and those of
 * test/fixtures/environments. Tests read what it wrote.
 */
export default async function setUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "ivcap-test-"));
  process.env.IVCAP_TEST_OUT = folder;
  const environments = { shipped: "environments", fixtures: "test/fixtures/environments" };
  await Promise.all(
    Object.entries(environments).map(async ([name, from]) => {
      const { code, stderr } = await program("main.ts", [], {
        IVCAP_ENVIRONMENTS: from,
        CDKTF_OUTDIR: join(folder, name),
      });
      if (code !== 0) throw new Error(`tsx main.ts ended with ${code} for ${from}:\n${stderr}`);
    }),
  );
}
