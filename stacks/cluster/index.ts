import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "./access";
import { awsAccess } from "./aws/access";
import { azureAccess } from "./azure/access";
import { minikubeAccess } from "./minikube/access";

const targets: Record<Environment["target"], (environment: Environment) => ClusterAccess> = {
  azure: azureAccess,
  aws: awsAccess,
  minikube: minikubeAccess,
};

/** What is known at synth of the cluster that an environment stands on. Plain data: no stack is made, and no provider's bindings are read. */
export const accessOf = (environment: Environment): ClusterAccess => targets[environment.target](environment);
