/**
 * What who may do to what, as data: a table of entity kind, policy and action, and by default no. It becomes one predicate for a token,
 * an action and a kind (predicate.ts), which filters lists in SQL and judges single entities alike.
 */

/** Kinds of entities that policies speak of. */
export type PolicyKind = "service" | "aspect";

export const ACTIONS = ["read", "create", "update", "delete"] as const;
export type Action = (typeof ACTIONS)[number];

/** Who may: only the account that owns the entity, or whoever has an account. */
export type Who = "account" | "anyone";

/** What one policy allows on entities of one kind. An action that it does not name is denied, as is a policy that has no row. */
export type Row = { kind: PolicyKind; policy: string } & { [action in Action]?: Who };
export type Table = readonly Row[];

const named = (name: string) => `urn:ivcap:policy:${name}`;

/** `base` keeps an entity to its account; `open` lets every account read it. Names are those that clients know. */
export const TABLE: Table = [
  {
    kind: "service",
    policy: named("ivcap.open.service"),
    read: "anyone",
    create: "account",
    update: "account",
    delete: "account",
  },
  {
    kind: "service",
    policy: named("ivcap.base.service"),
    read: "account",
    create: "account",
    update: "account",
    delete: "account",
  },
  {
    kind: "aspect",
    policy: named("ivcap.base.metadata"),
    read: "account",
    create: "account",
    update: "account",
    delete: "account",
  },
  {
    kind: "aspect",
    policy: named("ivcap.open.metadata"),
    read: "anyone",
    create: "account",
    update: "account",
    delete: "account",
  },
];

/** Of an entity whose maker asks for none: services are there to be found, everything else is its account's. */
export const DEFAULTS: Readonly<Record<PolicyKind, string>> = {
  service: named("ivcap.open.service"),
  aspect: named("ivcap.base.metadata"),
};
