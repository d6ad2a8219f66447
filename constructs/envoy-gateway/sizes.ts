import { type PodRequests, passing, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = {
  controller: resources({ request: "50m", limit: "1" }, "512Mi"),
  certificates: resources({ request: "20m", limit: "500m" }, "128Mi"),
};

export const runs = (): PodRequests[] => [
  running("gateway controller", 1, sizes.controller),
  passing("gateway controller certificates", sizes.certificates),
];
