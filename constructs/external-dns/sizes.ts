import { type PodRequests, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = { server: resources({ request: "10m", limit: "200m" }, "128Mi") };

export const runs = (): PodRequests[] => [running("external-dns", 1, sizes.server)];
