import { EnvironmentError, loadEnvironments } from "./environments/load";
import { warningsOf } from "./stacks/cluster/capacity";
import { synthesise } from "./stacks/synthesise";

/**
 * What `cdktf synth`, `cdktf deploy` and `cdktf destroy` run: every environment file becomes its stacks. A bad environment
 * file ends it before any stack is written.
 */
try {
  const environments = loadEnvironments();
  synthesise(environments);
  for (const warning of environments.flatMap(warningsOf)) console.warn(`warning: ${warning}`);
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
