import type { Environment } from "../../environments/schema";
import { needOf, poolsOf, warningsOf } from "../../stacks/cluster/capacity";
import { awsPrices } from "../../stacks/cluster/prices/aws";
import { azurePrices } from "../../stacks/cluster/prices/azure";
import { dollars, findSize, type Price, type PriceTable } from "../../stacks/cluster/prices/table";
import { loadOf } from "../../stacks/load";
import type { JsonObject, StackJson } from "../support/stack-json";
import { awsKinds } from "./aws";
import { azureKinds } from "./azure";
import { type Context, type Item, type Kinds, usage } from "./item";
import { kubernetesKinds, trafficItems, volumeItems } from "./platform";

/** On average, as clouds reckon. */
const HOURS = 730;

/** What there is to say of every type of resource. */
export const kinds: Kinds = { ...awsKinds, ...azureKinds, ...kubernetesKinds };

/** Where the environment's cloud has a price list: its table, and the region that rows are looked up in. */
export function priceListOf({ target, azure, aws }: Environment) {
  const lists: Record<Environment["target"], { table: PriceTable; region: string } | undefined> = {
    azure: { table: azurePrices, region: azure?.region ?? "" },
    aws: { table: awsPrices, region: aws?.region ?? "" },
    minikube: undefined,
  };
  return lists[target];
}

/** An item with what it costs. Cents; undefined: no price is known for it. */
export interface PricedItem extends Item {
  readonly per: Price["per"];
  /** Cents a month. */
  readonly cents?: { readonly least: number; readonly most: number };
  readonly source: string;
}

export interface Estimate {
  readonly region: string;
  /** Of the price list. */
  readonly date: string;
  readonly items: readonly PricedItem[];
  /** Types of resources that no price is given for, and why. */
  readonly unpriced: readonly { readonly type: string; readonly why: string }[];
  readonly warnings: readonly string[];
}

const FACTOR: Readonly<Record<Price["per"], number>> = { hour: HOURS, month: 1, GB: 1, "GB month": 1 };

/** The row of a price: of the table, or of a machine's size. */
export function priceOf(table: PriceTable, name: string): Price | undefined {
  const size = findSize(table, name);
  if (size === undefined) return table.rows[name];
  const { usd, source } = size.family;
  const ofSize = Object.entries(usd).map(([region, each]) => [region, each * size.processors]);
  return { per: "hour", usd: Object.fromEntries(ofSize), source };
}

export function priced(found: Item, table: PriceTable, region: string): PricedItem {
  const price = priceOf(table, found.price);
  const usd = price && dollars(price.usd, region);
  if (price === undefined || usd === undefined || Number.isNaN(found.least + found.most))
    return { ...found, per: price?.per ?? "month", source: price?.source ?? "" };
  const cents = (quantity: number) => Math.round(100 * usd * FACTOR[price.per] * quantity);
  return {
    ...found,
    per: price.per,
    cents: { least: cents(found.least), most: cents(found.most) },
    source: price.source,
  };
}

const resourcesIn = (stacks: readonly StackJson[]): [string, JsonObject][] =>
  stacks.flatMap(({ json }) =>
    Object.entries(json.resource).flatMap(([type, named]) =>
      Object.values(named).map((body): [string, JsonObject] => [type, body]),
    ),
  );

/** Nodes that the platform's pods need; undefined where the size of one is unknown. */
function neededNodes(environment: Environment): number | undefined {
  const pools = poolsOf(environment);
  if (pools?.system.node === undefined) return undefined;
  const { nodes } = needOf(pools, pools.system.node, loadOf(environment));
  return typeof nodes === "number" ? nodes : undefined;
}

/**
 * What an environment costs each month, from its stacks and the price table alone.
 * @returns undefined where there is no cloud that bills anything
 */
export function estimate(environment: Environment, stacks: readonly StackJson[]): Estimate | undefined {
  const list = priceListOf(environment);
  if (list === undefined) return undefined;
  const { table, region } = list;
  const needed = neededNodes(environment);
  const context: Context = { environment, usage, ...(needed === undefined ? {} : { needed }) };
  const resources = resourcesIn(stacks);
  const items = resources.flatMap(([type, body]) => {
    const kind = kinds[type];
    return kind !== undefined && "items" in kind ? kind.items(body, context) : [];
  });
  const unpriced = [...new Set(resources.map(([type]) => type))].flatMap((type) => {
    const kind = kinds[type] ?? { unpriced: "a type that scripts/cost does not know" };
    return "unpriced" in kind ? [{ type, why: kind.unpriced }] : [];
  });
  const hasNat = resources.some(([type]) => /_nat_gateway$/.test(type));
  const all = [...items, ...trafficItems(environment, usage, hasNat), ...volumeItems(environment)];
  return {
    region,
    date: table.date,
    items: inOrder(together(all)).map((each) => priced(each, table, region)),
    unpriced,
    warnings: warningsOf(environment),
  };
}

/** Items that are alike as one, with their number: three keys, not three times a key. */
function together(items: readonly Item[]): Item[] {
  const keyOf = ({ component, what, price }: Item) => [component, what, price].join("\n");
  const firsts = items.filter(
    (each, index) => items.findIndex((other) => keyOf(other) === keyOf(each)) === index,
  );
  return firsts.map((first) => {
    const group = items.filter((each) => keyOf(each) === keyOf(first));
    return {
      ...first,
      what: group.length === 1 ? first.what : `${group.length} × ${first.what}`,
      least: group.reduce((sum, { least }) => sum + least, 0),
      most: group.reduce((sum, { most }) => sum + most, 0),
    };
  });
}

/** The dearest first, as a rule; the platform's own components behind the cloud's. */
const ORDER = [
  "cluster",
  "nodes",
  "nodes of orders",
  "network",
  "gateway",
  "registry",
  "logs of the cloud",
  "buckets",
];

function inOrder(items: readonly Item[]): Item[] {
  const place = ({ component }: Item) => ORDER.indexOf(component) + 1 || ORDER.length + 1;
  return [...items].sort((a, b) => place(a) - place(b));
}
