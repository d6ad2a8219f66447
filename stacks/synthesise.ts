import { App } from "cdktf";
import { EnvironmentError } from "../environments/load";
import type { Environment } from "../environments/schema";
import { buildStacks } from ".";

/**
 * Writes the stacks of these environments to a folder. No network, no account, no cluster.
 * @param outdir made if it is not there. Default: `CDKTF_OUTDIR`, which the cdktf command sets, or cdktf.out
 * @throws EnvironmentError with what is wrong in all of them, a line each, before any stack is written
 */
export function synthesise(environments: readonly Environment[], outdir?: string): void {
  const app = new App(outdir === undefined ? {} : { outdir });
  const wrong = environments.flatMap((environment) => {
    try {
      buildStacks(app, environment);
      return [];
    } catch (error) {
      if (error instanceof EnvironmentError) return [error.message];
      throw error;
    }
  });
  if (wrong.length > 0) throw new EnvironmentError(wrong.join("\n"));
  app.synth();
}
