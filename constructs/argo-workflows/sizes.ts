import { type PodRequests, passing, running } from "../pod-requests";
import { sizes as postgres } from "../postgres/sizes";
import { resources } from "../security";

export const sizes = {
  controller: resources({ request: "100m", limit: "1" }, "512Mi"),
  /** Beside the container of each order. */
  executor: resources({ request: "20m", limit: "500m" }, "128Mi"),
};

export const runs = (): PodRequests[] => [
  running("argo controller", 1, sizes.controller),
  passing("argo login check", postgres.login),
];
