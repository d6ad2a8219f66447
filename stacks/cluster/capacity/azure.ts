import { GIB } from "../../../constructs/quantity";
import type { Environment } from "../../../environments/schema";
import { PODS } from "../azure/node-pool";
import { type PoolName, poolsOf } from "../azure/pools";
import { azurePrices } from "../prices/azure";
import { findSize, type MachineSize, sizesOf } from "../prices/table";
import { settingsOf } from "../settings";
import type { Capacity } from "./packing";
import type { Pool, Pools } from "./pool";

/** https://learn.microsoft.com/azure/aks/node-resource-reservations: thousandths of a processor, by processors of the node. */
const RESERVED_CPU: Readonly<Record<number, number>> = {
  1: 60,
  2: 100,
  4: 140,
  8: 180,
  16: 260,
  32: 420,
  64: 740,
  96: 740,
};
const MB = 1000 ** 2;
const MIB = 1024 ** 2;

/** What AKS starts on each node: network, storage drivers, node manager. Assumed, rounded up; AKS changes it with its releases. */
const EACH_NODE: Capacity = { cpu: 300, memory: 600 * MIB };
/** What it starts once: name servers, metrics, connectivity, Azure Policy with its Gatekeeper. Assumed likewise. */
const ONCE: Capacity = { cpu: 1000, memory: 2 * GIB };

/** By the formula that AKS publishes for Kubernetes 1.29 and newer (same page), less what AKS starts on the node. */
const nodeOf = ({ processors, memory }: MachineSize): Capacity => {
  const kubelet = Math.min(20 * MB * PODS + 50 * MB, 0.25 * memory * GIB);
  return {
    cpu: 1000 * processors - (RESERVED_CPU[processors] ?? 740) - EACH_NODE.cpu,
    memory: memory * GIB - kubelet - 100 * MIB - EACH_NODE.memory,
  };
};

function poolOf(environment: Environment, name: PoolName): Pool {
  const { size, minimum, maximum } = poolsOf(environment)[name];
  const known = findSize(azurePrices, size);
  const others = known ? sizesOf(known.family).filter(({ processors }) => processors > known.processors) : [];
  return {
    key: `azure.nodes.${name}`,
    title: `${minimum}–${maximum} nodes of ${size}`,
    maximum,
    ...(known ? { node: nodeOf(known) } : {}),
    others: others.map((each) => ({ name: each.name, node: nodeOf(each) })),
    remedy: (nodes) => `raise maximum to ${nodes}`,
  };
}

export function azurePools(environment: Environment): Pools {
  const { region } = settingsOf(environment, "azure");
  const { families, regions } = azurePrices;
  const known = families.map(({ name }) => name).join(", ");
  const unknown = Object.entries(poolsOf(environment)).flatMap(([name, { size }]) =>
    findSize(azurePrices, size) ? [] : [{ key: `azure.nodes.${name}.size`, size }],
  );
  return {
    system: poolOf(environment, "system"),
    orders: poolOf(environment, "orders"),
    once: ONCE,
    warnings: [
      ...unknown.map(
        ({ key, size }) =>
          `${environment.file}: ${key}: found: ${size}, which the table of sizes does not know: whether what runs there fits, and what it costs, is not looked at; known: ${known}`,
      ),
      ...(regions.includes(region)
        ? []
        : [
            `${environment.file}: azure.region: found: ${region}, which the table of prices does not know: its cost is unknown; known: ${regions.join(", ")}`,
          ]),
    ],
  };
}
