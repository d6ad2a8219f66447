import type { App } from "cdktf";
import type { Environment } from "../environments/schema";
import { buildCluster } from "./cluster/build";
import { refuseTooSmall } from "./cluster/capacity";
import { loadOf } from "./load";
import { PlatformStack } from "./platform";

/** Adds the stacks of one environment, `<environment>-<layer>`, to the app. */
export function buildStacks(app: App, environment: Environment): void {
  const cluster = buildCluster(app, environment);
  refuseTooSmall(environment, loadOf(environment));
  new PlatformStack(app, { environment, cluster });
}
