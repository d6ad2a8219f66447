import type { Environment } from "../../environments/schema";
import { DEFAULT_REQUESTS } from "../isolation/namespaces";
import { type PodRequests, passing, running, type Volumes } from "../pod-requests";
import { resources } from "../security";

export const sizes = {
  registry: resources({ request: "100m", limit: "1" }, "1Gi"),
  authorization: resources({ request: "50m", limit: "500m" }, "384Mi"),
  policies: resources({ request: "50m", limit: "500m" }, "256Mi"),
  database: resources({ request: "100m", limit: "1" }, "768Mi"),
};

export const storageOf = ({ components }: Environment) => components?.magda?.storage ?? "20Gi";

export const runs = (): PodRequests[] => [
  running("magda registry", 1, sizes.registry),
  running("magda authorization", 1, sizes.authorization, sizes.policies),
  running("magda database", 1, sizes.database),
  passing("magda migration", { requests: DEFAULT_REQUESTS }), // asks for nothing and cannot be told to
];

export const volumes = (environment: Environment): Volumes[] => [
  { name: "magda database", count: 1, size: storageOf(environment) },
];
