import { type PodRequests, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = { server: resources({ request: "100m", limit: "1" }, "512Mi") };

export const runs = (): PodRequests[] => [running("grafana", 1, sizes.server)];
