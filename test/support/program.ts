import { join } from "node:path";
import { type Outcome, run } from "../../scripts/support/command";

/** The project's root, where users run its programs. */
export const root = process.cwd();

/** Runs a program of this project as its users do: a process of its own, by tsx, in the project's root. */
export const program = (
  file: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Outcome> =>
  run(process.execPath, ["--import", "tsx", join(root, file), ...args], {
    cwd: root,
    // What the person at the keyboard has set must not reach a test.
    env: { NODE_OPTIONS: "", TERRAFORM_BINARY_NAME: "", IVCAP_ENVIRONMENTS: "environments", ...env },
  });
