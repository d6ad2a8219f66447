import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { type PodRequests, passing, type Volumes } from "../pod-requests";
import { resources } from "../security";
import { settingsOf } from "./settings";

/** Of each step; one runs after the other. */
export const sizes = { step: resources({ request: "100m", limit: "1" }, "512Mi") };

export const runs = (): PodRequests[] => [passing("backup, restore or list", sizes.step)];

/** None where a bucket of the cloud takes its place. */
export const volumes = (environment: Environment, cluster: ClusterAccess): Volumes[] =>
  cluster.backups ? [] : [{ name: "backups", count: 1, size: settingsOf(environment).storage }];
