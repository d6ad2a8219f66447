import type { App } from "cdktf";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess, ClusterValues, PodIdentity } from "./access";

/** A kind of cluster that the platform can stand on. */
export interface ClusterTarget {
  /** What is known at synth, of an environment of this target. */
  access(environment: Environment): ClusterAccess;
  /** Adds the stack that makes the cluster, if the target makes one, and says how the layers above reach it. */
  build(app: App, environment: Environment): ClusterValues;
}

/** No cloud, no identity. */
export const noIdentity: PodIdentity = { serviceAccountAnnotations: {}, podLabels: {} };
