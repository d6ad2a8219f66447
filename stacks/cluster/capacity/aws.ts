import { amountOf, GIB } from "../../../constructs/quantity";
import type { Environment } from "../../../environments/schema";
import { limitsOf } from "../aws/node-pools";
import { awsPrices, TYPICAL_NODE } from "../prices/aws";
import { findSize, type MachineSize } from "../prices/table";
import { settingsOf } from "../settings";
import { type Capacity, nothing } from "./packing";
import type { Pool, Pools } from "./pool";

const MIB = 1024 ** 2;
const MAX_PODS = 110;

/** Thousandths of a processor that the kubelet keeps: 6 % of the first, 1 % of the second, 0.5 % of two more, 0.25 % of the rest. */
const reservedCpu = (processors: number) =>
  60 + 10 * Math.min(1, processors - 1) + 5 * Math.min(2, processors - 2) + 2.5 * Math.max(0, processors - 4);

/**
 * As Karpenter, which Auto Mode is built on, reckons before it takes a node: 7.5 % of memory is not seen by the system, 11 MiB for each
 * pod and 255 MiB are the kubelet's, 100 MiB stay free. What EKS runs on a node is no pod.
 * https://karpenter.sh/docs/reference/settings/, pkg/providers/instancetype/types.go of its AWS provider
 */
const nodeOf = ({ processors, memory }: MachineSize): Capacity => ({
  cpu: 1000 * processors - reservedCpu(processors),
  memory: 0.925 * memory * GIB - (11 * MAX_PODS + 255) * MIB - 100 * MIB,
});

/** Auto Mode takes nodes of whichever size fits within the limits; here they are counted as nodes of one typical size. */
function poolOf(environment: Environment, name: "system" | "orders", size: MachineSize): Pool {
  const { cpu, memory } = limitsOf(environment)[name];
  const maximum = Math.floor(Math.min(cpu / size.processors, amountOf(memory) / GIB / size.memory));
  return {
    key: `aws.nodes.${name}`,
    title: `${maximum} nodes like ${size.name} (at most ${cpu} CPU and ${memory})`,
    maximum,
    node: nodeOf(size),
    others: [],
    remedy: (nodes) =>
      `raise cpu to ${Math.max(cpu, nodes * size.processors)} and memory to ${Math.max(amountOf(memory) / GIB, nodes * size.memory)}Gi`,
  };
}

export function awsPools(environment: Environment): Pools {
  const { region } = settingsOf(environment, "aws");
  const { regions } = awsPrices;
  const size = findSize(awsPrices, TYPICAL_NODE) as MachineSize;
  return {
    system: poolOf(environment, "system", size),
    orders: poolOf(environment, "orders", size),
    once: nothing, // name servers are on the nodes themselves
    warnings: regions.includes(region)
      ? []
      : [
          `${environment.file}: aws.region: found: ${region}, which the table of prices does not know: its cost is unknown; known: ${regions.join(", ")}`,
        ],
  };
}
