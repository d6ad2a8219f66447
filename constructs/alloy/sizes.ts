import { type PodRequests, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = { shipper: resources({ request: "50m", limit: "500m" }, "256Mi") };

export const runs = (): PodRequests[] => [running("alloy", 1, sizes.shipper)];
