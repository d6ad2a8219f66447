import type { Environment } from "../../environments/schema";
import type { JsonObject } from "../support/stack-json";

/** Something that is billed, with how much of it there is at least and at most. */
export interface Item {
  /** Whose it is, for the reader: `network`, `postgres`. */
  readonly component: string;
  /** In words: `3 disks of 20Gi`. */
  readonly what: string;
  /** A row of the price table, or the size of a machine. */
  readonly price: string;
  /** In the price's unit; of what is billed by the hour, the number of them that stand all month. */
  readonly least: number;
  readonly most: number;
}

/** @param most @default as many as at least */
export const item = (
  component: string,
  what: string,
  price: string,
  least: number,
  most: number = least,
): Item => ({ component, what, price, least, most });

/** What the estimate is made from besides the resource itself. */
export interface Context {
  readonly environment: Environment;
  readonly usage: Usage;
  /** Nodes of the platform that its pods need; undefined where that is unknown. */
  readonly needed?: number;
}

/** What nobody knows before: taken to be so much each month, and said with the estimate. */
export interface Usage {
  /** GB that clients take from the platform, by the load balancer and on to the internet. */
  readonly out: number;
  /** GB that nodes fetch and send through NAT: images, updates, data of orders. */
  readonly nat: number;
  /** GB that one group of the cloud's own logs takes in. */
  readonly logs: number;
  /** GB in one bucket or account, on average. */
  readonly objects: number;
  /** GB of images in one repository. */
  readonly images: number;
}

export const usage: Usage = { out: 100, nat: 100, logs: 10, objects: 100, images: 5 };

/** How a type of resource enters the estimate. */
export type Kind =
  | { readonly free: string }
  | { readonly unpriced: string }
  | {
      /** @param body the resource as Terraform reads it */
      readonly items: (body: JsonObject, context: Context) => readonly Item[];
    };

export type Kinds = Readonly<Record<string, Kind>>;

export const free = (...types: readonly string[]): Kinds =>
  Object.fromEntries(types.map((type) => [type, { free: "no charge" }]));
