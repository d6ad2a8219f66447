import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../environments/schema";
import { synthesise } from "../../stacks/synthesise";
import { type StackJson, stacksIn } from "./stack-json";

export interface Synthesised {
  readonly environment: Environment;
  readonly stack: StackJson;
}

/** Synthesises into a folder that is gone afterwards, and hands over each stack with its environment. */
export async function withStacks<T>(
  environments: readonly Environment[],
  use: (synthesised: readonly Synthesised[]) => T | Promise<T>,
): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), "ivcap-stacks-"));
  try {
    synthesise(environments, work);
    return await use(
      stacksIn(work).flatMap((stack) => {
        // No environment's name extends another's by a dash.
        const environment = environments.find(({ name }) => stack.name.startsWith(`${name}-`));
        return environment === undefined ? [] : [{ environment, stack }];
      }),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
