import type { NetworkSecurityGroupSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-group";

/** Who may open connections into a subnet. Whatever is not named is refused, the rest of the network included. */
export interface Inbound {
  readonly name: string;
  /** Ranges, or one of Azure's own names for a range, such as `Internet`. */
  readonly from: readonly string[];
  /** @default anything in the subnet */
  readonly to?: readonly string[];
  /** TCP ports. @default every port and protocol */
  readonly ports?: readonly string[];
}

/** Azure's own rules at the end let everything in the network in; this comes before them. */
const LAST = 4096;
const refuseTheRest: NetworkSecurityGroupSecurityRule = {
  name: "refuse-the-rest",
  priority: LAST,
  direction: "Inbound",
  access: "Deny",
  protocol: "*",
  sourceAddressPrefix: "*",
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
  destinationPortRange: "*",
};

/**
 * Rules of a subnet's security group. Outward nothing is refused here: what pods may reach is said by policies inside the cluster, and
 * nodes have to reach Azure.
 */
export const inboundRules = (allowed: readonly Inbound[]): NetworkSecurityGroupSecurityRule[] => [
  ...allowed.map(({ name, from, to = ["*"], ports }, index) => ({
    name,
    priority: 100 * (index + 1),
    direction: "Inbound",
    access: "Allow",
    protocol: ports ? "Tcp" : "*",
    ...addresses("source", from),
    sourcePortRange: "*",
    ...addresses("destination", to),
    ...(ports ? { destinationPortRanges: [...ports] } : { destinationPortRange: "*" }),
  })),
  refuseTheRest,
];

/** Azure takes one address in one argument and several in another, and its own names only in the first. */
const addresses = (side: "source" | "destination", ranges: readonly string[]) =>
  ranges.length === 1 ? { [`${side}AddressPrefix`]: ranges[0] } : { [`${side}AddressPrefixes`]: [...ranges] };
