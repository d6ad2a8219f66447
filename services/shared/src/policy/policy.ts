import type { Identity } from "../identity";
import { authorise, authoriseNew, policyOf } from "./authorise";
import { type Owned, predicateOf } from "./predicate";
import { type Action, type PolicyKind, TABLE, type Table } from "./table";

/** All that is asked of one table, so that a route cannot ask another. */
export const policyBy = (table: Table = TABLE) => ({
  /** {@link policyOf} */
  named: (kind: PolicyKind, requested?: string | null, name?: string): string =>
    policyOf(kind, requested, name, table),
  /** {@link authorise} */
  authorise: <Entity extends Owned>(
    identity: Identity,
    action: Action,
    kind: PolicyKind,
    row: Entity | undefined,
    id: string,
  ): Entity => authorise(identity, action, kind, row, id, table),
  /** {@link authoriseNew} */
  authoriseNew: (identity: Identity, kind: PolicyKind, policy: string): void =>
    authoriseNew(identity, kind, policy, table),
  /** {@link predicateOf} */
  predicateOf: (identity: Identity, action: Action, kind: PolicyKind) =>
    predicateOf(identity, action, kind, table),
});
export type Policy = ReturnType<typeof policyBy>;
