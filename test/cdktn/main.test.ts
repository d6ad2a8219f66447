import { join } from "node:path";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

test.concurrent.each<[string, string[], () => Record<string, string>, RegExp]>([
  [
    "without a registry",
    [],
    () => ({ npm_config_registry: "http://127.0.0.1:1/", npm_config_fetch_retries: "0" }),
    /^npm cannot install cdktn 0\.24\.0 from its registry: .*ECONNREFUSED/,
  ],
  [
    "without git",
    [],
    () => ({ PATH: join(folderWith({ "bin/.keep": "" }), "bin") }),
    /^git lists no files to copy: .*; run this in a clone$/,
  ],
  [
    "with a version that could change overnight",
    ["--cdktn", "latest"],
    () => ({}),
    /^--cdktn: found: latest; allowed: an exact version such as 0\.24\.0$/,
  ],
  [
    "with an option that does not exist",
    ["--version", "1"],
    () => ({}),
    /^Unknown option '--version'; usage: npm run test:cdktn/,
  ],
])("test:cdktn %s ends with one line and exit code 1", async (_, args, env, message) => {
  const { code, stdout, stderr } = await program("test/cdktn/main.ts", args, env());
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});
