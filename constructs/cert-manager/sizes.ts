import { type PodRequests, passing, running } from "../pod-requests";
import { resources } from "../security";

export const sizes = {
  controller: resources({ request: "20m", limit: "500m" }, "256Mi"),
  webhook: resources({ request: "20m", limit: "500m" }, "128Mi"),
  cainjector: resources({ request: "20m", limit: "500m" }, "256Mi"),
  check: resources({ request: "10m", limit: "200m" }, "64Mi"),
};

export const runs = (): PodRequests[] => [
  running("cert-manager controller", 1, sizes.controller),
  running("cert-manager webhook", 1, sizes.webhook),
  running("cert-manager cainjector", 1, sizes.cainjector),
  passing("cert-manager check", sizes.check),
  passing("acme solver", { requests: { cpu: "10m", memory: "64Mi" } }), // its own default, made by its controller
];
