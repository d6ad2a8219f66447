import type { App } from "cdktf";
import type { Environment } from "../environments/schema";
import type { ClusterAccess } from "./cluster/access";
import { minikubeAccess } from "./cluster/minikube";
import { PlatformStack } from "./platform";

/** How each target gives the layers above access to its cluster. */
const targets: Record<Environment["target"], (environment: Environment) => ClusterAccess> = {
  minikube: minikubeAccess,
};

/** Adds the stacks of one environment, `<environment>-<layer>`, to the app. */
export function buildStacks(app: App, environment: Environment): void {
  const cluster = targets[environment.target](environment);
  new PlatformStack(app, { environment, cluster });
}
