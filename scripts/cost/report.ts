import type { Environment } from "../../environments/schema";
import { type Cell, table } from "../support/table";
import type { Estimate, PricedItem } from "./estimate";
import { usage } from "./item";

type Bound = "least" | "most";

const dollarsOf = (cents: number) => (cents / 100).toFixed(2);

const sumOf = (items: readonly PricedItem[], bound: Bound) =>
  items.reduce((sum, { cents }) => sum + (cents?.[bound] ?? 0), 0);

export const unknownOf = (items: readonly PricedItem[]) => items.filter(({ cents }) => cents === undefined);

const componentsOf = (items: readonly PricedItem[]) => [...new Set(items.map(({ component }) => component))];

/** What was taken for granted, a line each. */
export const assumptions = ({ region, date }: Estimate): string[] => [
  `list prices in USD of ${date} for ${region}, a month of 730 hours, without taxes, discounts, reservations and support plans`,
  "least: as many nodes as the platform's pods need, and no order runs; most: every node that the file allows, all month",
  `each month ${usage.out} GB go to clients, ${usage.nat} GB through NAT, ${usage.logs} GB into each group of the cloud's own logs`,
  `${usage.objects} GB in each bucket or storage account, ${usage.images} GB in each repository of images`,
];

/** What no estimate made from files can say. */
export const NOT_COUNTED = [
  "single requests to storage, registry, keys and DNS: cents, unless there are millions",
  "data between zones: of replicas that stand in several, by what they write",
  "snapshots and deleted or overwritten objects, while they are kept",
];

/** A table, then what it rests on, then what is not in it. */
export function text(environment: Environment, estimate: Estimate | undefined): string {
  if (estimate === undefined) return `${environment.name}: nothing: your own machine`;
  const { items, unpriced } = estimate;
  const amount = ({ cents }: PricedItem, bound: Bound) => (cents ? dollarsOf(cents[bound]) : "unknown price");
  const rows = componentsOf(items).map((component): Cell[] => {
    const own = items.filter((each) => each.component === component);
    return [
      component,
      own.map(({ what }) => what),
      own.map((each) => amount(each, "least")),
      own.map((each) => amount(each, "most")),
    ];
  });
  const unknown = unknownOf(items);
  const total = unknown.length > 0 ? `without ${unknown.length} of unknown price` : "";
  return [
    table(
      [environment.name, "USD a month", "least", "most"],
      [...rows, ["total", total, dollarsOf(sumOf(items, "least")), dollarsOf(sumOf(items, "most"))]],
    ),
    "\nTaken for granted:",
    ...assumptions(estimate).map((line) => `- ${line}`),
    "\nNot in it:",
    ...unpriced.map(({ type, why }) => `- ${type}: ${why}`),
    ...NOT_COUNTED.map((line) => `- ${line}`),
  ].join("\n");
}

/** The same for programs. Amounts are dollars a month; `null`: no price is known. */
export function json(environment: Environment, estimate: Estimate | undefined): object {
  const { name, target } = environment;
  const both = (of: (bound: Bound) => number) => ({ least: of("least") / 100, most: of("most") / 100 });
  if (estimate === undefined)
    return { environment: name, target, total: { least: 0, most: 0 }, why: "nothing: your own machine" };
  const { items, region, date, unpriced, warnings } = estimate;
  return {
    environment: name,
    target,
    region,
    date,
    total: both((bound) => sumOf(items, bound)),
    complete: unknownOf(items).length === 0,
    components: componentsOf(items).map((component) => {
      const own = items.filter((each) => each.component === component);
      return {
        component,
        ...both((bound) => sumOf(own, bound)),
        items: own.map(({ what, price, per, least, most, cents, source }) => ({
          what,
          price,
          per,
          quantity: { least, most },
          usd: cents ? both((bound) => cents[bound]) : null,
          source,
        })),
      };
    }),
    assumptions: assumptions(estimate),
    unpriced: [...unpriced, ...NOT_COUNTED.map((why) => ({ why }))],
    warnings,
  };
}
