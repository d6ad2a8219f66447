import { bring } from "../../scripts/bootstrap/bring";
import type { Parts } from "../../scripts/bootstrap/part";
import type { Runner } from "../../scripts/support/tools";

/** What a cloud remembers between its commands. */
export type Memory = Record<string, unknown>;

/** One command that a cloud is given. */
export interface Command {
  readonly args: readonly string[];
  /** What stands behind an option. */
  value(option: string): string;
  readonly memory: Memory;
}

/** What a cloud says instead of an answer. */
export class Refusal extends Error {}

/** A cloud of a test: what its command prints, by what it is asked and what it remembers. */
export function cloud(answer: (command: Command) => unknown) {
  const memory: Memory = {};
  let given: string[] = [];
  const runner: Runner = async (_, args) => {
    given.push(args.join(" "));
    try {
      const said = answer({ args, memory, value: (option) => args[args.indexOf(option) + 1] ?? "" });
      return { code: 0, stdout: said === undefined ? "" : JSON.stringify(said), stderr: "" };
    } catch (error) {
      if (error instanceof Refusal) return { code: 1, stdout: "", stderr: `${error.message}\n` };
      throw error;
    }
  };
  return {
    memory,
    runner,
    /** The commands since the last time that this was asked. */
    commands(): string[] {
      const all = given;
      given = [];
      return all;
    },
  };
}

/** Brings the parts and gathers what is said. */
export async function said(parts: Parts | Promise<Parts>, agreed = true): Promise<string[]> {
  const lines: string[] = [];
  await bring(await parts, { agreed, say: (line) => lines.push(line) });
  return lines;
}

/** How each part was found, without repeats. */
export const words = (lines: readonly string[]) => [
  ...new Set(lines.flatMap((line) => /^(ok|made|mended)\b/.exec(line)?.[0] ?? [])),
];
