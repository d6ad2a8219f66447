import { onEachNode, type PodRequests } from "../pod-requests";
import { resources } from "../security";

export const sizes = { shipper: resources({ request: "50m", limit: "500m" }, "256Mi") };

export const runs = (): PodRequests[] => [onEachNode("promtail", sizes.shipper)];
