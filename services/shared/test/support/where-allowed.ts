import { type Predicate, waysAllowed } from "@ivcap/shared/policy/predicate";
import { type RawBuilder, sql } from "kysely";

/** All ways in one condition; none is `false`. Lists look for each by itself (records/page.ts) and show the same. */
export function whereAllowed(...given: Parameters<typeof waysAllowed>): RawBuilder<boolean> {
  const [first, second] = waysAllowed(...given);
  if (first === undefined) return sql<boolean>`false`;
  return second === undefined ? first : sql<boolean>`(${first} or ${second})`;
}

/** How many of the ways hold for a row. */
export const waysFor = (predicate: Predicate): RawBuilder<number> =>
  sql<number>`${sql.join([sql`0`, ...waysAllowed(predicate).map((way) => sql`(${way})::int`)], sql` + `)}`;
