import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "./access";
import { minikubeAccess } from "./minikube";

/** How each target gives the layers above access to its cluster. */
const targets: Record<Environment["target"], (environment: Environment) => ClusterAccess> = {
  minikube: minikubeAccess,
};

export const accessOf = (environment: Environment): ClusterAccess => targets[environment.target](environment);
