import { CommandError } from "../support/cli";
import { run } from "../support/command";

/** A cloud's own command line, whose answers are JSON. */
export class CloudCli {
  constructor(
    private readonly program: string,
    /** Where it comes from. */
    private readonly install: string,
    /** Behind every command, such as the region. */
    private readonly always: readonly string[],
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /**
   * @throws CommandError where the program is missing, or says why it does not answer
   */
  async ask<T>(...args: readonly string[]): Promise<T> {
    const answer = await this.askIfThere<T>(/^(?!)/, ...args);
    if (answer === undefined)
      throw new CommandError(`${this.program} ${args.slice(0, 2).join(" ")}: no answer`);
    return answer;
  }

  /** As {@link ask}; undefined where the cloud says, in these words, that there is no such thing. */
  async askIfThere<T>(absent: RegExp, ...args: readonly string[]): Promise<T | undefined> {
    const { code, stdout, stderr } = await run(this.program, [...args, ...this.always], { env: this.env });
    if (code === 127) throw new CommandError(`${this.program} is missing: install it from ${this.install}`);
    if (code === 0) return (stdout.trim() === "" ? {} : JSON.parse(stdout)) as T;
    if (absent.test(stderr)) return undefined;
    const said =
      stderr
        .trim()
        .split("\n")
        .find((line) => line.trim() !== "") ?? `ended with ${code}`;
    throw new CommandError(`${this.program} ${args.slice(0, 2).join(" ")}: ${said.trim()}`);
  }
}
