import { type PodRequests, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = { replicator: resources({ request: "20m", limit: "200m" }, "128Mi") };

export const runs = (): PodRequests[] => [running("secret replicator", 1, sizes.replicator)];
