import { createInterface } from "node:readline/promises";
import { CommandError } from "./cli";

/**
 * Asks the person at the keyboard whether to go on.
 * @param what is going to be done, a sentence
 * @throws CommandError where there is no terminal to ask, or the answer is another than yes
 */
export async function requireConsent(what: string): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandError(`${what} There is no terminal to ask: say --yes`);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${what} Type yes: `);
  terminal.close();
  if (answer.trim() !== "yes") throw new CommandError("nothing was touched");
}
