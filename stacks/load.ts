import type { Environment } from "../environments/schema";
import type { Load } from "./cluster/capacity";
import { runsOf } from "./platform/definitions";
import { orderPod } from "./platform/order-limits";

/** What the cluster has to hold. */
export const loadOf = (environment: Environment): Load => ({
  runs: runsOf(environment),
  order: orderPod(environment),
});
