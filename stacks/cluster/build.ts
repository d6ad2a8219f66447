import type { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import { accessOf } from ".";
import type { Cluster, ClusterValues } from "./access";
import { buildAws } from "./aws";
import { buildAzure } from "./azure";
import { buildMinikube } from "./minikube";

/** How each target adds the stack that makes its cluster, if it makes one, and says how the layers above reach it. */
const targets: Record<Environment["target"], (app: App, environment: Environment) => ClusterValues> = {
  azure: buildAzure,
  aws: buildAws,
  minikube: buildMinikube,
};

/** Adds the stack of the cluster, where there is one to make, and gives the layers above access to it. */
export const buildCluster = (app: App, environment: Environment): Cluster => ({
  ...accessOf(environment),
  ...targets[environment.target](app, environment),
});
