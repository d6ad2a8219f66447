import { PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { prefixLength, subnet } from "../addresses";
import { settingsOf } from "../settings";

/** Where the environment names no ranges. */
export const DEFAULT_RANGES = {
  range: "10.64.0.0/16",
  pods: "10.128.0.0/14",
  services: "172.20.0.0/16",
} as const;

/** The smallest that AKS takes for an API server of its own. https://learn.microsoft.com/azure/aks/api-server-vnet-integration */
const API_SERVER_PREFIX = 28;

/** The three ranges, as the environment says or by default; what is still to be filled in counts as not said. */
export function rangesOf(environment: Environment): Record<keyof typeof DEFAULT_RANGES, string> {
  const said = Object.entries(settingsOf(environment, "azure").network ?? {});
  return { ...DEFAULT_RANGES, ...Object.fromEntries(said.filter(([, range]) => range !== PLACEHOLDER)) };
}

/** The plan of addresses, known at synth. */
export function addressesOf(environment: Environment) {
  const ranges = rangesOf(environment);
  const bits = API_SERVER_PREFIX - prefixLength(ranges.range);
  return {
    ...ranges,
    /** Nodes: half of the range. Pods have an overlay of their own. */
    nodes: subnet(ranges.range, 1, 0),
    /** Delegated to the API server, and nothing else is in it: the first addresses of the other half. */
    apiServer: subnet(ranges.range, bits, 2 ** (bits - 1)),
  };
}
