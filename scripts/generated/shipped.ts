import { join } from "node:path";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";

/** The environment that this repository ships, whatever `IVCAP_ENVIRONMENTS` says: the reference pages describe it. */
export function shippedEnvironment(): Environment {
  const [environment] = loadEnvironments(join(__dirname, "../../environments"), "minikube");
  if (!environment) throw new Error("environments/minikube.yaml is gone");
  return environment;
}
