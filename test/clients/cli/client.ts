import { CommandError } from "../../../scripts/support/cli";
import { run } from "../../../scripts/support/command";
import type { Checks } from "../checks";
import type { Platform } from "../platform";
import { datafabric } from "./datafabric";
import { login, logout } from "./login";
import { Cli } from "./program";
import { services } from "./services";

export const INSTALL =
  "git clone --branch v0.41.7 https://github.com/ivcap-works/ivcap-cli && cd ivcap-cli && go build -o ivcap ., then --cli ivcap-cli/ivcap";

/** @throws CommandError naming the program and what builds it */
export async function requireCli(program: string): Promise<void> {
  const { code, stdout, stderr } = await run(program, ["--version"]);
  if (code === 0 && stdout.startsWith("ivcap version")) return;
  throw new CommandError(
    `--cli ${program}: it does not run as the IVCAP command line (${stderr.trim()}); build it: ${INSTALL}`,
  );
}

export async function commandLine(program: string, platform: Platform, checks: Checks): Promise<void> {
  const named = [...login, ...services, ...datafabric, ...logout].map((check) => ({
    ...check,
    says: `CLI: ${check.says}`,
  }));
  await checks.run(new Cli(program, platform), named);
}
