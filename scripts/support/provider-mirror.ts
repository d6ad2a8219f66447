import { statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "./cli";

/**
 * Environment variables that make Terraform take providers from a filesystem mirror only; none where no mirror is named.
 * @param work a folder for the configuration file
 * @throws CommandError where the mirror is no folder
 */
export function providerMirror(work: string, providers: string | undefined): Record<string, string> {
  if (providers === undefined) return {};
  const path = resolve(providers);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new CommandError(
      `--providers: found: no folder ${path}; allowed: a filesystem mirror, which holds registry.terraform.io/hashicorp/…`,
    );
  }
  const config = join(work, "terraformrc");
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n}\n`,
  );
  return { TF_CLI_CONFIG_FILE: config };
}
