import type { PodRequests } from "../../../constructs/pod-requests";

/** What a node has for pods, or pods ask for. */
export interface Capacity {
  /** Thousandths of a processor. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export const plus = (one: Capacity, other: Capacity, times = 1): Capacity => ({
  cpu: one.cpu + times * other.cpu,
  memory: one.memory + times * other.memory,
});

export const nothing: Capacity = { cpu: 0, memory: 0 };

const fits = (asked: Capacity, free: Capacity) => asked.cpu <= free.cpu && asked.memory <= free.memory;

/** What there is to place besides what runs on each node: every pod that runs always, and the largest job. */
export function placedPods(runs: readonly PodRequests[]): PodRequests[] {
  const always = runs.flatMap((each) =>
    each.ends || typeof each.pods !== "number" ? [] : Array<PodRequests>(each.pods).fill(each),
  );
  const [job] = runs.filter(({ ends }) => ends).sort((a, b) => b.memory - a.memory || b.cpu - a.cpu);
  return job === undefined ? always : [...always, job];
}

export const onEach = (runs: readonly PodRequests[]): Capacity =>
  runs.filter(({ pods }) => typeof pods !== "number").reduce((sum, each) => plus(sum, each), nothing);

/**
 * How many nodes pods need, each placed on the first node that has room, the largest first; the scheduler spreads them, but finds no
 * fewer. https://en.wikipedia.org/wiki/First-fit-decreasing_bin_packing
 * @param node what one node has for these pods
 * @returns the pod that no node holds, where there is one
 */
export function nodesFor(pods: readonly PodRequests[], node: Capacity): number | PodRequests {
  const share = ({ cpu, memory }: Capacity) => Math.max(cpu / node.cpu, memory / node.memory);
  const free: Capacity[] = [];
  for (const pod of [...pods].sort((a, b) => share(b) - share(a))) {
    if (!fits(pod, node)) return pod;
    const index = free.findIndex((each) => fits(pod, each));
    free[index < 0 ? free.length : index] = plus(index < 0 ? node : (free[index] as Capacity), pod, -1);
  }
  return free.length;
}

/** `3.8 CPU and 11.2 GiB`. */
export const capacityText = ({ cpu, memory }: Capacity) =>
  `${(cpu / 1000).toFixed(1)} CPU and ${(memory / 1024 ** 3).toFixed(1)} GiB`;
