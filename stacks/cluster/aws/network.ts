import type { Environment } from "../../../environments/schema";
import { address, prefixLength, subnet } from "../addresses";
import { rangesOf } from "./network-ranges";

/** Nodes look for their subnets by it too (node-pools.ts). https://docs.aws.amazon.com/eks/latest/userguide/tag-subnets-auto.html */
export const INSIDE = { "kubernetes.io/role/internal-elb": "1" } as const;

/** In how many zones everything stands. */
export const ZONES = 3;
const zones = [...Array(ZONES).keys()];

/** The least that a control-plane subnet may be. https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html */
const CONTROL_PLANE = 28;

/**
 * The plan of addresses, known at synth. Three quarters of the range are nodes and pods, one for each zone; the last quarter is cut
 * in sixteen: three for what is reached from outside, one for the control plane, the rest is free.
 * @throws EnvironmentError where the ranges cannot be cut so
 */
export function addressesOf(environment: Environment) {
  const { range, services } = rangesOf(environment);
  const controlPlane = subnet(range, 6, 52);
  return {
    range,
    services,
    /** Nodes and pods. */
    private: zones.map((zone) => subnet(range, 2, zone)),
    /** Load balancers and the ways out. */
    public: zones.map((zone) => subnet(range, 6, 48 + zone)),
    /** The network interfaces of the API server, and nothing else: they are replaced at upgrades, within these. */
    controlPlane: zones.map((zone) => subnet(controlPlane, CONTROL_PLANE - prefixLength(controlPlane), zone)),
    /** The API server's Service; policies on EKS see a packet before its address is translated. */
    apiServerService: address(services, 1),
    /** The resolver's Service. */
    resolver: address(services, 10),
  };
}
