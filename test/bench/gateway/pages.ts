import { median } from "../median";
import { answersPerSecond } from "./load";
import { call, SCHEMA, seedAspects } from "./seed";
import type { Servers } from "./servers";

export type Pages = {
  /** Answers per second, medians. */
  first: number;
  deep: number;
};

export const ASPECTS = 100_000;
export const DEEP = 1_000;
const SIZE = 50;
const ROUNDS = 5;
const DURATION = 1;

type Page = { items: unknown[]; links: { rel: string; href: string }[] };

/** The first page of many aspects and one far behind it, by turns. */
export async function pages({ gateway, databaseUrl }: Servers, token: string): Promise<Pages> {
  await seedAspects(databaseUrl, ASPECTS);
  const first = `${gateway}/1/aspects?${new URLSearchParams({ schema: SCHEMA, limit: String(SIZE) })}`;
  const deep = await walk(first, token);
  const seen: Record<"first" | "deep", number[]> = { first: [], deep: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    const times = {
      first: await answersPerSecond({ url: first, tokens: [token], for: { duration: DURATION } }),
      deep: await answersPerSecond({ url: deep, tokens: [token], for: { duration: DURATION } }),
    };
    if (round === 0) continue;
    for (const name of ["first", "deep"] as const) seen[name].push(times[name]);
  }
  return { first: median(seen.first), deep: median(seen.deep) };
}

/** Follows `next` as clients do. @returns the URL of the deep page */
async function walk(first: string, token: string): Promise<string> {
  let url = first;
  for (let page = 1; page <= DEEP; page++) {
    const { items, links } = await call<Page>(url, token);
    if (items.length !== SIZE) throw new Error(`page ${page} has ${items.length} items, not ${SIZE}`);
    if (page === DEEP) break;
    const next = links.find(({ rel }) => rel === "next")?.href;
    if (next === undefined) throw new Error(`behind page ${page} there is none`);
    url = `${next}&limit=${SIZE}`;
  }
  return url;
}
