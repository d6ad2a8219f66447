import { CommandError } from "../support/cli";

/** One step of a teardown. Steps run one after the other; where one fails, none behind it begins. */
export interface Step {
  /** What it takes away, in words. */
  readonly name: string;
  /** @returns what came of it, in a few words. @throws CommandError with the reason why something still stands */
  readonly run: () => Promise<string>;
  /** What to do where it fails; then to run the command again is always right. */
  readonly mend: string;
  /** Whether, where it failed, it is worth looking for what is left besides: not as long as the platform uses it. */
  readonly sweepAfter?: boolean;
}

export interface Taken {
  readonly name: string;
  readonly result: string;
}

export interface TornDown {
  readonly taken: readonly Taken[];
  /** The step that failed, with its reason; undefined where all went well. */
  readonly failed: (Step & { readonly reason: string }) | undefined;
}

/** Takes the steps in turn. A fault that nobody foresaw is a failed step too, never a finished teardown. */
export async function tearDown(steps: readonly Step[], say: (line: string) => void): Promise<TornDown> {
  const taken: Taken[] = [];
  let failed: TornDown["failed"];
  for (const step of steps) {
    if (failed !== undefined) {
      taken.push({ name: step.name, result: "not begun" });
      continue;
    }
    say(`${step.name} …`);
    try {
      taken.push({ name: step.name, result: await step.run() });
    } catch (error) {
      const reason = error instanceof CommandError ? error.message : String(error);
      failed = { ...step, reason };
      taken.push({ name: step.name, result: "FAILED" });
    }
  }
  return { taken, failed };
}
