import type { Environment } from "../../environments/schema";
import { type PodRequests, passing, running } from "../pod-requests";
import { resources } from "../security";
import { hostsOf } from "./hosts";

export const sizes = {
  proxy: resources({ request: "100m", limit: "2" }, "512Mi"),
  shutdownManager: resources({ request: "10m", limit: "200m" }, "64Mi"),
  /** Of one thing that the check waits for. */
  wait: resources({ request: "10m", limit: "200m" }, "128Mi"),
};

export const replicasOf = ({ components }: Environment) => components?.gateway?.replicas ?? 1;

export const runs = (environment: Environment): PodRequests[] => [
  running("gateway proxy", replicasOf(environment), sizes.proxy, sizes.shutdownManager),
  // Certificates, proxies, and each listener.
  passing("gateway check", sizes.wait, sizes.wait, ...hostsOf(environment).map(() => sizes.wait)),
];
