import type { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import type { Cluster, ClusterAccess } from "./access";
import { aws } from "./aws";
import { azure } from "./azure";
import { minikube } from "./minikube";
import type { ClusterTarget } from "./target";

const targets: Record<Environment["target"], ClusterTarget> = { azure, aws, minikube };

/** What is known at synth of the cluster that an environment stands on. */
export const accessOf = (environment: Environment): ClusterAccess =>
  targets[environment.target].access(environment);

/** Adds the stack of the cluster, where there is one to make, and gives the layers above access to it. */
export const buildCluster = (app: App, environment: Environment): Cluster => ({
  ...accessOf(environment),
  ...targets[environment.target].build(app, environment),
});
