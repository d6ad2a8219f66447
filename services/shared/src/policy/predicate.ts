import { type RawBuilder, sql } from "kysely";
import type { Identity } from "../identity";
import { type Action, type PolicyKind, TABLE, type Table } from "./table";

/** What of an entity decides: the URNs of its account and of its policy. */
export type Owned = { account: string; policy: string };

/** The entities of one kind that one identity may do one thing to: those under `open`, and those of `account` under `own`. */
export type Predicate = {
  readonly account: string;
  readonly own: readonly string[];
  readonly open: readonly string[];
};

/** Read from the table once for a token, an action and a kind. */
export function predicateOf(
  identity: Identity,
  action: Action,
  kind: PolicyKind,
  table: Table = TABLE,
): Predicate {
  const known = within(
    within(cache, table, () => new WeakMap()),
    identity,
    () => new Map<string, Predicate>(),
  );
  return within(known, `${action} ${kind}`, () => {
    const policies = (who: string) =>
      table.filter((row) => row.kind === kind && row[action] === who).map((row) => row.policy);
    return { account: identity.account, own: policies("account"), open: policies("anyone") };
  });
}

/** Whether one entity is among them. */
export const allows = ({ account, own, open }: Predicate, row: Owned): boolean =>
  open.includes(row.policy) || (row.account === account && own.includes(row.policy));

/**
 * The same in SQL, so that lists show what `allows` would, row by row: the ways in which a row may be among them, of which one or none
 * holds for it. A list that looks for each by itself reads an index in order, as none can be read for the one or the other.
 *
 * @param columns that hold account and policy, such as `service_revision.account`
 */
export function waysAllowed(
  { account, own, open }: Predicate,
  columns: Owned = COLUMNS,
): RawBuilder<boolean>[] {
  const among = (policies: readonly string[]) =>
    sql<boolean>`${sql.ref(columns.policy)} in (${sql.join([...policies])})`;
  return [
    ...(open.length === 0 ? [] : [among(open)]),
    ...(own.length === 0 ? [] : [sql<boolean>`(${sql.ref(columns.account)} = ${account} and ${among(own)})`]),
  ];
}

const COLUMNS: Owned = { account: "account", policy: "policy" };

/** Weak: predicates go with the table of a test and the token that they were made for. */
const cache = new WeakMap<Table, WeakMap<Identity, Map<string, Predicate>>>();

function within<K, V>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
