import { type PodRequests, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = { operator: resources({ request: "50m", limit: "500m" }, "256Mi") };

export const runs = (): PodRequests[] => [running("postgres operator", 1, sizes.operator)];
