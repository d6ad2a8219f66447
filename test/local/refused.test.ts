import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), "ivcap-test-local-"));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What one line says of a run that does not start. */
async function refusal(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await program("scripts/local.ts", args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  const lines = stderr.trimEnd().split("\n");
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
}

const USAGE = "usage: npm run local [-- --data DIR] [--port N]";

describe("Local mode refuses in one line", () => {
  it.concurrent.each([
    [
      ["--port", "65536"],
      `--port: found: "65536"; allowed: a number from 1 to 65535, or 0 for any port that is free; ${USAGE}`,
    ],
    [
      ["--port", "http"],
      `--port: found: "http"; allowed: a number from 1 to 65535, or 0 for any port that is free; ${USAGE}`,
    ],
    [["--data", " "], `--data: found: " "; allowed: the path of a folder; ${USAGE}`],
    [["--folder", "x"], `Unknown option '--folder'; ${USAGE}`],
    [["there"], `Unexpected argument 'there'; ${USAGE}`],
  ])("the options %j", async (args, line) => {
    expect(await refusal(...args)).toContain(line);
  });

  it.concurrent("a data folder that is a file, or lies below one, and proposes another", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(await refusal("--data", file, "--port", "0")).toMatch(
      `${file}/postgres lies below a file; choose another folder: npm run local -- --data /`,
    );
  });

  (isRoot ? it.concurrent : it.skip)(
    "a data folder that Postgres cannot reach, as below root's home (tried as root only)",
    async () => {
      const home = join(folder, "home");
      mkdirSync(home, { mode: 0o700 });
      expect(await refusal("--data", join(home, "data"), "--port", "0")).toMatch(
        `Postgres does not run as root, and nobody, as whom it runs instead, cannot reach ${home}/data/postgres: ${home} has mode 0700; choose another folder: npm run local -- --data /`,
      );
      expect(existsSync(join(home, "data"))).toBe(false);
    },
  );

  (isRoot ? it.skip : it.concurrent)(
    "a data folder that is not ours to write (not tried as root, whose every folder is)",
    async () => {
      expect(await refusal("--data", "/ivcap-data", "--port", "0")).toMatch(
        /^\/ivcap-data\S* cannot be written; choose/,
      );
    },
  );

  (process.platform === "linux" ? it.concurrent : it.skip)(
    "a data folder where none can be made (tried on Linux only, where /proc is)",
    async () => {
      expect(await refusal("--data", "/proc/ivcap", "--port", "0")).toMatch(
        /^\/proc\/ivcap\S* cannot be made; choose another folder: npm run local -- --data \//,
      );
    },
  );

  it.concurrent("a signing key that is none", async () => {
    const data = join(folder, "damaged");
    mkdirSync(join(data, "secrets"), { recursive: true });
    writeFileSync(join(data, "secrets", "development-key.json"), "{}");
    expect(await refusal("--data", data, "--port", "0")).toMatch(
      `${data}/secrets/development-key.json" holds no signing key`,
    );
  });
});
