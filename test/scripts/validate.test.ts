import { chmodSync } from "node:fs";
import { join } from "node:path";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

/** A program that says it is this version of Terraform, or of OpenTofu, and nothing else. */
function terraform(version: string, name = "Terraform"): string {
  const path = join(folderWith({ terraform: `#!/bin/sh\necho "${name} v${version}"\n` }), "terraform");
  chmodSync(path, 0o755);
  return path;
}

test.concurrent.each<[string, () => string[], RegExp]>([
  [
    "no Terraform",
    () => ["--terraform", "./nowhere"],
    /^\.\/nowhere is missing: install Terraform 1\.11 or newer from https:/,
  ],
  [
    "a Terraform without ephemeral values",
    () => ["--terraform", terraform("1.10.5")],
    / is 1\.10\.5: install Terraform 1\.11 or newer/,
  ],
  [
    "an OpenTofu without ephemeral values, whatever the program's file is called",
    () => ["--terraform", terraform("1.10.6", "OpenTofu")],
    / is 1\.10\.6: install OpenTofu 1\.11 or newer from https:\/\/opentofu\.org/,
  ],
  [
    "a folder of providers that is not there",
    () => ["--terraform", terraform("1.11.4"), "--providers", "./nowhere"],
    /^--providers: found: no folder .*nowhere; allowed: a filesystem mirror/,
  ],
  [
    "an environment that does not exist",
    () => ["--terraform", terraform("1.11.4"), "--env", "minkube"],
    /did you mean minikube\?$/,
  ],
  [
    "an option that does not exist",
    () => ["--provider", "x"],
    /^Unknown option '--provider'; usage: npm run validate/,
  ],
])("validate with %s ends with one line and exit code 1", async (_, args, message) => {
  const { code, stdout, stderr } = await program("scripts/validate.ts", args());
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

test.concurrent("a Terraform that tests nothing and accepts everything is not taken for a pass", async () => {
  const { code, stdout, stderr } = await program("scripts/validate.ts", ["--terraform", terraform("1.11.4")]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/minikube-platform +ok +ok +FAILED +-/);
  expect(stderr).toContain("accepted the argument");
});
