import { amountOf } from "./quantity";
import type { resources } from "./security";

/** What one container asks for and may take. */
export type Size = ReturnType<typeof resources>;

/** Pods that are alike, and what each asks of its node. */
export interface PodRequests {
  readonly name: string;
  readonly pods: number | "one on each node";
  /** A job, which ends: room for the largest is enough, since they come one after the other or wait. */
  readonly ends: boolean;
  /** Thousandths of a processor. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

const requests = (
  name: string,
  pods: PodRequests["pods"],
  ends: boolean,
  containers: readonly Pick<Size, "requests">[],
) => ({
  name,
  pods,
  ends,
  cpu: containers.reduce((sum, { requests }) => sum + Math.round(1000 * amountOf(requests.cpu)), 0),
  memory: containers.reduce((sum, { requests }) => sum + amountOf(requests.memory), 0),
});

/** Pods that run always, with the containers of each. */
export const running = (name: string, pods: number, ...containers: readonly Size[]): PodRequests =>
  requests(name, pods, false, containers);

export const onEachNode = (name: string, ...containers: readonly Size[]): PodRequests =>
  requests(name, "one on each node", false, containers);

/** A job's pod, with the containers that run at the same time. */
export const passing = (name: string, ...containers: readonly Pick<Size, "requests">[]): PodRequests =>
  requests(name, 1, true, containers);

/** Claims that are alike: their number, and the size of each as a quantity. */
export interface Volumes {
  readonly name: string;
  readonly count: number;
  readonly size: string;
}
