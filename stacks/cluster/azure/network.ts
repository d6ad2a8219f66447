import type { Environment } from "../../../environments/schema";
import { subnet } from "../addresses";
import { settingsOf } from "../settings";

/** The plan of addresses, known at synth. */
export function addressesOf(environment: Environment) {
  const {
    range = "10.64.0.0/16",
    pods = "10.128.0.0/14",
    services = "172.20.0.0/16",
  } = settingsOf(environment, "azure").network ?? {};
  return {
    range,
    pods,
    services,
    /** Nodes: half of the range. Pods have an overlay of their own. */
    nodes: subnet(range, 1, 0),
    /** Delegated to the API server, and nothing else is in it. */
    apiServer: subnet(range, 12, 2048),
  };
}
