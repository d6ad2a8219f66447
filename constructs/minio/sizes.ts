import type { Environment } from "../../environments/schema";
import { type PodRequests, passing, running, type Volumes } from "../pod-requests";
import { resources } from "../security";
import { serversOf } from "./servers";
import { users } from "./users";

export const sizes = {
  server: resources({ request: "100m", limit: "1" }, "1Gi"),
  /** Of each step of the jobs that set the store up, and of whoever tries a key. */
  client: resources({ request: "20m", limit: "500m" }, "256Mi"),
};

export const storageOf = ({ components }: Environment) => components?.minio?.storage ?? "20Gi";

export const runs = (environment: Environment): PodRequests[] => [
  running("minio server", serversOf(environment).servers, sizes.server),
  passing("minio buckets and policies", sizes.client), // one step after the other
  passing("minio users", ...users.map(() => sizes.client)),
];

export const volumes = (environment: Environment): Volumes[] => {
  const { servers, volumes } = serversOf(environment);
  return [{ name: "minio", count: servers * volumes, size: storageOf(environment) }];
};
