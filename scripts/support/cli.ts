import { type ParseArgsConfig, parseArgs } from "node:util";
import { EnvironmentError } from "../../environments/error";

/** A way to fail that the person at the keyboard can mend: one line, no stack trace, exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * The command line's options; positional arguments are refused.
 * @throws CommandError with the usage, on an option that does not exist or lacks its value
 */
export function optionsOf<T extends Options>(options: T, usage: string) {
  try {
    return parseArgs({ options, strict: true }).values;
  } catch (error) {
    const [reason = ""] = (error as Error).message.split(/\. |\n/);
    throw new CommandError(`${reason.replace(/\.$/, "")}; usage: ${usage}`);
  }
}

/** Runs a command; the exit code tells how it went. A fault of ours keeps its stack trace. */
export async function main(command: () => number | Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.exitCode = 1;
    const expected = error instanceof CommandError || error instanceof EnvironmentError;
    console.error(expected ? error.message : error);
  }
}
