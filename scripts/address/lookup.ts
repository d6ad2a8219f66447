import { Resolver as DnsResolver, lookup } from "node:dns/promises";
import type { DnsRecord } from "./records";

/** The part of node:dns/promises that is asked. */
export interface Resolver {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
}

/** What DNS says, as clients elsewhere see it. */
export const ofTheWorld = (): Resolver => new DnsResolver({ timeout: 2000, tries: 2 });

/** What programs of this machine see, /etc/hosts included. */
export const ofThisMachine: Resolver = {
  resolve4: (name) => addressesByLookup(name, 4),
  resolve6: (name) => addressesByLookup(name, 6),
};

const addressesByLookup = async (name: string, family: 4 | 6) =>
  (await lookup(name, { family, all: true })).map(({ address }) => address);

/** That there is no such name or no such record, in the words of c-ares. */
const NOTHING = ["ENOTFOUND", "ENODATA"];

/** Whether a record is there already, in words: it is judged by where it leads, since a resolver follows names by itself. */
export async function lookUp({ hostname, type, value }: DnsRecord, resolver: Resolver): Promise<string> {
  try {
    const found = await addressesOf(hostname, resolver);
    if (found.length === 0) return "not there yet";
    const wanted = type === "A" || type === "AAAA" ? [value] : await addressesOf(value, resolver);
    const right = wanted.some((address) => found.includes(address));
    return right ? "leads there" : `leads to ${found.join(", ")} instead`;
  } catch (error) {
    return `not seen: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
  }
}

async function addressesOf(name: string, resolver: Resolver): Promise<string[]> {
  const answers = await Promise.all(
    [resolver.resolve4(name), resolver.resolve6(name)].map((answer) =>
      answer.catch((error: NodeJS.ErrnoException) => {
        if (NOTHING.includes(error.code ?? "")) return [];
        throw error;
      }),
    ),
  );
  return answers.flat();
}
