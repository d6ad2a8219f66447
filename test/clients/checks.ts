/** One thing that is looked at: a sentence that says what has to be so, and a look that throws where it is not. */
export type Check<Client> = {
  readonly says: string;
  readonly look: (client: Client) => Promise<void>;
  /** Without it the checks behind it cannot be run. */
  readonly needed?: true;
};

/** Prints each check as it ends, and counts. */
export class Checks {
  passed = 0;
  failed = 0;
  notRun = 0;

  /** Runs checks one after the other: each begins where the one before ended. */
  async run<Client>(client: Client, checks: readonly Check<Client>[]): Promise<void> {
    for (const [index, { says, look, needed }] of checks.entries()) {
      const problem = await look(client).then(
        () => undefined,
        (error: Error) => error,
      );
      this.saw(says, problem?.message);
      if (problem !== undefined && needed) {
        this.leftOut(
          `what follows from that: ${checks.length - index - 1} checks`,
          checks.length - index - 1,
        );
        return;
      }
    }
  }

  /** @param problem what was seen instead; nothing where it is so */
  saw(says: string, problem?: string): void {
    if (problem === undefined) this.passed++;
    else this.failed++;
    console.log(`${problem === undefined ? "ok    " : "failed"}  ${says}`);
    if (problem !== undefined) console.log(`        ${problem.trim().replaceAll("\n", "\n        ")}`);
  }

  leftOut(why: string, checks = 1): void {
    this.notRun += checks;
    console.log(`not run ${why}`);
  }

  get summary(): string {
    return `${this.passed} passed, ${this.failed} failed, ${this.notRun} not run`;
  }
}

/** @throws Error with the reason, where something expected was not seen */
export function expect(seen: boolean, otherwise: string): asserts seen {
  if (!seen) throw new Error(otherwise);
}
