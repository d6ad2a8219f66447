import type { NamespaceLimits } from "../../constructs/isolation/isolated-namespace";
import type { Environment } from "../../environments/schema";

/** What all running orders share, and what one container gets that asks for nothing. */
export const orderLimits = ({ isolation }: Environment): NamespaceLimits => ({
  quota: { pods: 50, cpu: "16", memory: "32Gi", ...isolation?.orders?.quota },
  container: { cpu: "1", memory: "1Gi", ...isolation?.orders?.container },
});
