import type { Capacity } from "./packing";

/** Nodes of one kind, as an environment says them. */
export interface Pool {
  /** Its key in the environment file. */
  readonly key: string;
  /** `2–4 nodes of Standard_D4ads_v5`. */
  readonly title: string;
  /** Nodes. */
  readonly maximum: number;
  /** What one node has for pods of ours; absent where the table does not know its size. */
  readonly node?: Capacity;
  /** Sizes that could take its place, smallest first. */
  readonly others: readonly { readonly name: string; readonly node: Capacity }[];
  /** What to write for that many nodes. */
  readonly remedy: (nodes: number) => string;
}

/** The nodes that a cloud's cluster has. */
export interface Pools {
  /** Where everything but orders runs. */
  readonly system: Pool;
  readonly orders: Pool;
  /** What the cloud itself starts once on the system's nodes. */
  readonly once: Capacity;
  /** What synth says aloud: sizes and regions that the table does not know. */
  readonly warnings: readonly string[];
}
