import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import type { Environment } from "../../../environments/schema";
import { kubernetesVersion } from "../settings";
import { MAX_SURGE, type PoolName, poolsOf, systemDisk, zonesOf } from "./pools";

/** Of a node; the overlay gives each 250 addresses. */
export const PODS = 110;

/** What both pools are made of. */
export function nodePool(environment: Environment, name: PoolName, subnet: Subnet) {
  const { size, minimum, maximum } = poolsOf(environment)[name];
  const zones = zonesOf(environment);
  return {
    name,
    vmSize: size,
    // The autoscaler counts, within these.
    autoScalingEnabled: true,
    minCount: minimum,
    maxCount: maximum,
    ...(zones.length > 0 ? { zones } : {}),
    vnetSubnetId: subnet.id,
    maxPods: PODS,
    orchestratorVersion: kubernetesVersion(environment),
    osSku: "AzureLinux", // Microsoft's own: little in it, and patched by those who run AKS
    osDiskType: systemDisk(size),
    // Of the host, so that caches and temporary disks are covered too, and what goes from there to the storage.
    hostEncryptionEnabled: true,
    nodePublicIpEnabled: false,
    // Where a change needs other nodes, they are made under this name first; the cluster stays.
    temporaryNameForRotation: `${name}tmp`,
    upgradeSettings: {
      maxSurge: MAX_SURGE.text,
      drainTimeoutInMinutes: DRAIN_MINUTES[name],
      nodeSoakDurationInMinutes: 0,
    },
  };
}

/** How long a node that goes waits for its pods: for orders long, since nothing else starts them where they were. */
const DRAIN_MINUTES: Readonly<Record<PoolName, number>> = { system: 30, orders: 24 * 60 };
