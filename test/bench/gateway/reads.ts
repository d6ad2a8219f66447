import { median } from "../median";
import { answersPerSecond } from "./load";
import { call } from "./seed";
import type { Servers } from "./servers";

export type Read = {
  what: string;
  /** Answers per second, medians. */
  bare: number;
  warm: number;
  cold: number;
};

const ROUNDS = 5;
const DURATION = 1.5;
const UNSEEN = 1_200;

/** One entity read again and again, by turns from each server, so that all meet the same machine. */
export async function reads(servers: Servers, token: string): Promise<Read[]> {
  const paths = {
    "a service": await service(servers.gateway, token),
    "an aspect": await aspect(servers.gateway, token),
  };
  const results: Read[] = [];
  for (const [what, path] of Object.entries(paths)) {
    const seen: Record<"bare" | "warm" | "cold", number[]> = { bare: [], warm: [], cold: [] };
    for (let round = 0; round <= ROUNDS; round++) {
      const unseen = await servers.tokens(UNSEEN);
      const times = {
        bare: await answersPerSecond({
          url: servers.bare + path,
          tokens: [token],
          for: { duration: DURATION },
        }),
        warm: await answersPerSecond({
          url: servers.gateway + path,
          tokens: [token],
          for: { duration: DURATION },
        }),
        cold: await answersPerSecond({
          url: servers.gateway + path,
          tokens: unseen,
          for: { amount: UNSEEN },
        }),
      };
      if (round === 0) continue; // compiles the code and fills the pools
      for (const name of ["bare", "warm", "cold"] as const) seen[name].push(times[name]);
    }
    results.push({ what, bare: median(seen.bare), warm: median(seen.warm), cold: median(seen.cold) });
  }
  return results;
}

async function service(gateway: string, token: string): Promise<string> {
  const { id } = await call<{ id: string }>(`${gateway}/1/services`, token, {
    name: "Fire risk",
    description: "Finds what may burn",
    parameters: [{ name: "region", type: "string", description: "Where to look" }],
    workflow: { type: "basic", basic: { image: "alpine", command: ["/bin/sh"] } },
  });
  return `/1/services/${id}`;
}

async function aspect(gateway: string, token: string): Promise<string> {
  const query = new URLSearchParams({ entity: "urn:example:bench", schema: "urn:example:schema:read.1" });
  const { id } = await call<{ id: string }>(`${gateway}/1/aspects?${query}`, token, { size: 20_000 });
  return `/1/aspects/${id}`;
}
