import { App } from "cdktf";
import { EnvironmentError, loadEnvironments } from "./environments/load";
import { buildStacks } from "./stacks";

/**
 * What `cdktf synth`, `cdktf deploy` and `cdktf destroy` run: every environment file becomes its stacks.
 * No network, no account, no cluster. A bad environment file ends it before anything is written.
 */
try {
  const app = new App();
  for (const environment of loadEnvironments()) buildStacks(app, environment);
  app.synth();
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
