import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";

/** Where the environment says nothing of a pool. */
export const POOL_DEFAULTS = {
  system: { size: "Standard_D4ads_v5", minimum: 2, maximum: 4 },
  orders: { size: "Standard_D8ads_v5", minimum: 0, maximum: 8 },
} as const;

export type PoolName = keyof typeof POOL_DEFAULTS;

export interface Pool {
  readonly size: string;
  /** Nodes. */
  readonly minimum: number;
  readonly maximum: number;
}

/** An upgrade brings a third more nodes for its time, so that what runs has somewhere to go. */
export const MAX_SURGE = { percent: 33, text: "33%" } as const;

export const poolsOf = (environment: Environment): Record<PoolName, Pool> => {
  const { system, orders } = settingsOf(environment, "azure").nodes ?? {};
  return {
    system: { ...POOL_DEFAULTS.system, ...system },
    orders: { ...POOL_DEFAULTS.orders, ...orders },
  };
};

/** Nodes at the most, while both pools are upgraded at their largest. */
export const mostNodes = (environment: Environment): number =>
  Object.values(poolsOf(environment))
    .map(({ maximum }) => maximum + Math.ceil((maximum * MAX_SURGE.percent) / 100))
    .reduce((sum, nodes) => sum + nodes, 0);

/**
 * A size with a disk of its own (`d` among the letters behind the number) holds the node's system there: faster, free, and gone with the
 * node. Others hold it on a managed disk. https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
 */
export const systemDisk = (size: string): "Ephemeral" | "Managed" =>
  /^Standard_[A-Z]+\d+(-\d+)?[a-z]*d[a-z]*(_|$)/.test(size) ? "Ephemeral" : "Managed";

/** Availability zones that nodes are spread over. None where the region has none. */
export const zonesOf = (environment: Environment): string[] => [
  ...(settingsOf(environment, "azure").zones ?? ["1", "2", "3"]),
];

/** Whether disks and backups are kept in several zones, so that any node can mount any volume and a zone may be lost. */
export const isZoneRedundant = (environment: Environment): boolean =>
  (settingsOf(environment, "azure").redundancy ?? (zonesOf(environment).length > 1 ? "zone" : "local")) ===
  "zone";
