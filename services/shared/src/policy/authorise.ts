import { invalidParameter, invalidScopes, notFound } from "../errors";
import { type Identity, SCOPES } from "../identity";
import { allows, type Owned, predicateOf } from "./predicate";
import { type Action, DEFAULTS, type PolicyKind, TABLE, type Table } from "./table";

/**
 * The policy that a new entity is kept under: the one its maker asks for, or the default of its kind. Clients send `null` and nothing
 * for "none".
 *
 * @param name of the parameter or member that asks
 * @throws ApiError 422 for a policy that is unknown or of another kind; it lists those that there are
 */
export function policyOf(
  kind: PolicyKind,
  requested?: string | null,
  name = "policy",
  table: Table = TABLE,
): string {
  if (requested === undefined || requested === null || requested === "") return DEFAULTS[kind];
  const allowed = table.filter((row) => row.kind === kind).map((row) => row.policy);
  if (allowed.includes(requested)) return requested;
  const problem = table.some((row) => row.policy === requested)
    ? `is not a policy of a ${kind}`
    : "is not a policy";
  throw invalidParameter(name, `${problem}; allowed: ${allowed.join(", ")}`, requested);
}

/** @throws ApiError 403 that names the scope which the token lacks */
export function requireScope(identity: Identity, scope: "read" | "write"): void {
  if (!identity.scopes.has(SCOPES[scope]))
    throw invalidScopes(`the token lacks the scope ${SCOPES[scope]}`).denied(scopeDenial(identity, scope));
}

/** @throws ApiError 403 where who asks does not operate the platform */
export function requireOperator(identity: Identity): void {
  if (!identity.operator)
    throw invalidScopes("only operators of the platform may do this").denied(
      scopeDenial(identity, "operator"),
    );
}

const scopeDenial = (identity: Identity, scope: keyof typeof SCOPES) => ({
  action: SCOPES[scope],
  entity: identity.account,
  policy: null,
});

/**
 * One entity, if `identity` may do `action` to it.
 *
 * @param row undefined where there is none
 * @param id its URN, for the error
 * @throws ApiError 404 where there is none, and alike where who asks may not read it: that it exists must not leak
 * @throws ApiError 403 where who asks may read it and not do this
 */
export function authorise<Entity extends Owned>(
  identity: Identity,
  action: Action,
  kind: PolicyKind,
  row: Entity | undefined,
  id: string,
  table: Table = TABLE,
): Entity {
  const may = (what: Action, entity: Owned) => allows(predicateOf(identity, what, kind, table), entity);
  if (row === undefined) throw notFound(id);
  const denial = { action: `${kind}.${action}`, entity: id, policy: row.policy };
  if (!may("read", row)) throw notFound(id).denied(denial);
  if (!may(action, row))
    throw invalidScopes(`its policy ${row.policy} does not let you ${action} it`, id).denied(denial);
  return row;
}

/**
 * Whether `identity` may make an entity under `policy`, or put one of its own under it, for its account.
 *
 * @throws ApiError 403 that names the policy
 */
export function authoriseNew(
  identity: Identity,
  kind: PolicyKind,
  policy: string,
  table: Table = TABLE,
): void {
  if (allows(predicateOf(identity, "create", kind, table), { account: identity.account, policy })) return;
  throw invalidScopes(`policy ${policy} does not let you create a ${kind}`, policy).denied({
    action: `${kind}.create`,
    entity: identity.account,
    policy,
  });
}
