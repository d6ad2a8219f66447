import type { Operator } from "../../stacks/cluster/operator";
import type { SignIn, Tool } from "../../stacks/tools";
import { CommandError } from "./cli";
import { type Outcome, run } from "./command";

/** How commands are run; tests have clouds of their own. */
export type Runner = typeof run;

/** @throws CommandError naming the program and what installs it */
export async function requireTool(
  { command, versionArgs, install }: Tool,
  runner: Runner = run,
): Promise<void> {
  const { code } = await runner(command, versionArgs);
  if (code !== 0) throw new CommandError(`${command} is missing: install it (${install})`);
}

/**
 * Sees that the person at the keyboard is signed in, and where the environment says.
 * @returns what the cloud says of who asks
 * @throws CommandError naming found, allowed, and the command that signs in
 */
export async function requireSignIn(
  { tool, ask, expected, by }: SignIn,
  file: string,
  runner: Runner = run,
): Promise<Readonly<Record<string, unknown>>> {
  const { code, stdout, stderr } = await runner(tool.command, ask, quiet);
  if (code !== 0) {
    throw new CommandError(`${tool.command}: nobody is signed in: ${lastLine(stderr)}; sign in: ${by}`);
  }
  const said = JSON.parse(stdout) as Record<string, unknown>;
  const wrong = Object.entries(expected).find(([key, value]) => said[key] !== value);
  if (wrong === undefined) return said;
  const [key, value] = wrong;
  throw new CommandError(
    `${file}: ${tool.command} is signed in elsewhere; found: ${key} ${said[key]}; allowed: ${value}; ${by}`,
  );
}

/** Whether the cluster of a cloud has been made. @throws CommandError where the cloud says neither */
export async function isMade({ tool, ask, missing }: Operator["cluster"]): Promise<boolean> {
  const { code, stderr } = await run(tool.command, ask, quiet);
  if (code === 0) return true;
  if (stderr.includes(missing)) return false;
  throw new CommandError(`${tool.command} ${ask.slice(0, 2).join(" ")}: ${lastLine(stderr)}`);
}

/** What a cloud's command says, for programs: no pager, no colours, no hints. */
const quiet = {
  env: { AWS_PAGER: "", AZURE_CORE_NO_COLOR: "true", AZURE_CORE_ONLY_SHOW_ERRORS: "true" },
} as const;

/** One command line of a cloud, which answers in JSON. */
export class CloudCli {
  /** @param common arguments that every command gets */
  constructor(
    private readonly tool: Tool,
    private readonly common: readonly string[],
    private readonly runner: Runner = run,
  ) {}

  run(...args: string[]): Promise<Outcome> {
    return this.runner(this.tool.command, [...args, ...this.common, "--output", "json"], quiet);
  }

  /** @throws CommandError with what the cloud said */
  async must(...args: string[]): Promise<unknown> {
    return this.#answer(await this.run(...args), args);
  }

  /** The answer, or nothing where the cloud says that there is no such thing. @throws CommandError where it says anything else */
  async find(missing: RegExp, ...args: string[]): Promise<unknown | undefined> {
    const outcome = await this.run(...args);
    if (outcome.code !== 0 && missing.test(outcome.stderr)) return undefined;
    return this.#answer(outcome, args);
  }

  #answer({ code, stdout, stderr }: Outcome, args: readonly string[]): unknown {
    if (code !== 0) {
      throw new CommandError(`${this.tool.command} ${args.slice(0, 3).join(" ")}: ${lastLine(stderr)}`);
    }
    return stdout.trim() === "" ? {} : JSON.parse(stdout);
  }
}

const lastLine = (text: string) => text.trim().split("\n").pop() || "nothing was printed";
