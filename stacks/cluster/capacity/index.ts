import type { PodRequests } from "../../../constructs/pod-requests";
import { EnvironmentError, PLACEHOLDER } from "../../../environments/load";
import type { Environment } from "../../../environments/schema";
import { awsPools } from "./aws";
import { azurePools } from "./azure";
import { type Capacity, capacityText, nodesFor, nothing, onEach, placedPods, plus } from "./packing";
import type { Pool, Pools } from "./pool";

/** What runs on a cluster, as far as its nodes have to hold it. */
export interface Load {
  /** Everything but orders. */
  readonly runs: readonly PodRequests[];
  /** An order's pod whose container asks for what is its default limit. */
  readonly order: PodRequests;
}

const targets: Record<Environment["target"], ((environment: Environment) => Pools) | undefined> = {
  azure: azurePools,
  aws: awsPools,
  minikube: undefined, // its one node is made by `minikube start`
};

/** The nodes that an environment's cluster has, as far as they follow from its file. */
export function poolsOf(environment: Environment): Pools | undefined {
  const open = environment.placeholders.some((key) => /\.nodes\b|^isolation/.test(key));
  return open ? undefined : targets[environment.target]?.(environment);
}

/** What the table does not know, for whoever reads synth's output. */
export const warningsOf = (environment: Environment): readonly string[] =>
  (poolsOf(environment)?.warnings ?? []).filter((warning) => !warning.includes(`found: ${PLACEHOLDER}`));

/** What the system's nodes have to hold, and with how many of them that is done. */
export function needOf({ once }: Pools, node: Capacity, { runs }: Load) {
  const cloud: PodRequests = { name: "what the cloud starts", pods: 1, ends: false, ...once };
  const pods = [...placedPods(runs), ...(once.cpu > 0 ? [cloud] : [])];
  const asked = pods.reduce<Capacity>((sum, pod) => plus(sum, pod), nothing);
  const [largest] = [...placedPods(runs)].sort((a, b) => b.memory - a.memory || b.cpu - a.cpu);
  return { asked, pods: pods.length, largest, nodes: nodesFor(pods, plus(node, onEach(runs), -1)) };
}

/**
 * @throws EnvironmentError where nodes cannot hold what runs on them, with a line for each pool
 */
export function refuseTooSmall(environment: Environment, load: Load): void {
  const pools = poolsOf(environment);
  if (pools === undefined) return;
  const problems = [...systemProblems(pools, load), ...orderProblems(pools.orders, load)];
  if (problems.length > 0) {
    throw new EnvironmentError(problems.map((problem) => `${environment.file}: ${problem}`).join("\n"));
  }
}

const found = ({ title, node }: Pool) =>
  `found: ${title}${node ? `, each with ${capacityText(node)} for pods` : ""}`;

function systemProblems(pools: Pools, load: Load): string[] {
  const { system } = pools;
  if (system.node === undefined) return [];
  const { asked, largest, nodes } = needOf(pools, system.node, load);
  if (typeof nodes === "number" && nodes <= system.maximum) return [];
  const larger = system.others.find(({ node }) => {
    const enough = needOf(pools, node, load).nodes;
    return typeof enough === "number" && enough <= system.maximum;
  });
  const remedies = [
    ...(typeof nodes === "number" ? [system.remedy(nodes)] : []),
    ...(larger ? [`take ${larger.name}`] : []),
  ];
  return [
    `${system.key}: ${found(system)}; allowed: room for ${capacityText(asked)}, which is what runs there (largest: ${largest?.name} with ${capacityText(largest ?? nothing)}); ${remedies.join(", or ")}`,
  ];
}

function orderProblems(pool: Pool, { order }: Load): string[] {
  if (pool.node === undefined || nodesFor([order], pool.node) === 1) return [];
  const larger = pool.others.find(({ node }) => nodesFor([order], node) === 1);
  return [
    `${pool.key}: ${found(pool)}; allowed: room for an order whose container takes its default limit (isolation.orders.container), ${capacityText(order)}; lower that limit${larger ? `, or take ${larger.name}` : ""}`,
  ];
}

/** One line on how much is asked and how much there is; nothing where the target has no nodes of its own. */
export function capacityLine(environment: Environment, load: Load): string | undefined {
  const pools = poolsOf(environment);
  if (pools === undefined) return undefined;
  const { system } = pools;
  const { asked, pods, nodes } = needOf(pools, system.node ?? nothing, load);
  const needs = `${environment.name}: ${pods} pods ask for ${capacityText(asked)}`;
  return system.node === undefined
    ? `${needs}; ${system.title}: a size that the table does not know`
    : `${needs}; that takes ${nodes} of ${system.title}`;
}
