import { sizes } from "../../constructs/argo-workflows/sizes";
import type { NamespaceLimits } from "../../constructs/isolation/isolated-namespace";
import { type PodRequests, passing } from "../../constructs/pod-requests";
import type { Environment } from "../../environments/schema";

/** What all running orders share, and what one container gets that asks for nothing. */
export const orderLimits = ({ isolation }: Environment): NamespaceLimits => ({
  quota: { pods: 50, cpu: "16", memory: "32Gi", ...isolation?.orders?.quota },
  container: { cpu: "1", memory: "1Gi", ...isolation?.orders?.container },
});

/** The pod of an order whose container takes its default limit, with Argo's executor beside it. */
export const orderPod = (environment: Environment): PodRequests =>
  passing("an order", { requests: orderLimits(environment).container }, sizes.executor);
