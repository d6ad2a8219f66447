import type { Environment } from "../../environments/schema";
import { type PodRequests, running, type Volumes } from "../pod-requests";
import { resources } from "../security";

export const sizes = { server: resources({ request: "100m", limit: "1" }, "1Gi") };

export const storageOf = ({ components }: Environment) => components?.loki?.storage ?? "10Gi";

export const runs = (): PodRequests[] => [running("loki", 1, sizes.server)];

export const volumes = (environment: Environment): Volumes[] => [
  { name: "loki", count: 1, size: storageOf(environment) },
];
