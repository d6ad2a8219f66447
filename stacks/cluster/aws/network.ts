import type { Environment } from "../../../environments/schema";
import { address, subnet } from "../addresses";
import { settingsOf } from "../settings";

/** In how many zones everything stands. */
export const ZONES = 3;
const zones = [...Array(ZONES).keys()];

/** The plan of addresses, known at synth. */
export function addressesOf(environment: Environment) {
  const { range = "10.64.0.0/16", services = "172.20.0.0/16" } = settingsOf(environment, "aws").network ?? {};
  return {
    range,
    services,
    /** Nodes and pods: a quarter of the range each. */
    private: zones.map((zone) => subnet(range, 2, zone)),
    /** Load balancers and the ways out. */
    public: zones.map((zone) => subnet(range, 8, 192 + zone)),
    /** The network interfaces of the API server, and nothing else: they are replaced at upgrades, within these. */
    controlPlane: zones.map((zone) => subnet(range, 12, 3136 + zone)),
    /** The API server's Service; policies on EKS see a packet before its address is translated. */
    apiServerService: address(services, 1),
    /** The resolver's Service. */
    resolver: address(services, 10),
  };
}
