import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/**
 * Rows of the record. Instants are RFC 3339 in UTC with milliseconds, as Postgres reads and our connection gives them: all are
 * truncated to milliseconds when written, so that a client that sends one back as `at-time` finds what it saw.
 */
export type Tables = {
  service: ServiceTable;
  service_revision: ServiceRevisionTable;
  aspect: AspectTable;
  outbox: OutboxTable;
  audit: AuditTable;
  idempotency: IdempotencyTable;
  suspension: SuspensionTable;
};

/** Written by the database alone. */
type Instant = ColumnType<string, string, string>;
/** `jsonb`: written as JSON text. */
type Json<T> = ColumnType<T, string, string>;

/** What stays when a service changes: who owns it, and since when it is there. */
type ServiceTable = {
  id: string;
  account: string;
  published_at: Instant;
  /** Set where an operator disabled it. */
  disabled_at: Generated<string | null>;
  disabled_reason: Generated<string | null>;
};

/** A revision is never changed, only ended: an order pins the one it ran. One at most of a service is open. */
type ServiceRevisionTable = {
  service: string;
  /** Counts from 1. */
  revision: number;
  account: string;
  policy: string;
  name: string;
  description: string | null;
  banner: string | null;
  /** The definition as the provider sent it. */
  definition: Json<Record<string, unknown>>;
  /** SHA-256 of the definition as stored: finds a definition that is sent twice. */
  digest: string;
  published_at: Instant;
  valid_from: Instant;
  valid_to: ColumnType<string | null, string | null, string | null>;
  author: string;
};

/** A statement about an entity: added and retracted, never changed. */
type AspectTable = {
  id: string;
  entity: string;
  schema: string;
  /** Text of the JSON, so that no number loses a digit on its way. */
  content: ColumnType<unknown, string, never>;
  account: string;
  policy: string;
  asserter: string;
  valid_from: Instant;
  valid_to: ColumnType<string | null, string | null, string | null>;
  retracter: string | null;
  replaces: string | null;
};

/** What has changed and other systems have yet to hear of; written in the transaction of the change. */
type OutboxTable = {
  id: GeneratedAlways<string>;
  /** URN of what the entry is about: entries of one entity are published in the order of `id`. */
  entity: string;
  kind: string;
  change: "created" | "updated" | "deleted";
  payload: Json<Record<string, unknown>>;
  /** Ids are given before their transaction commits: what is older than every running one is complete. */
  transaction: GeneratedAlways<string>;
  created_at: GeneratedAlways<string>;
};

/** Who did what, or was kept from it, and by which policy. */
type AuditTable = {
  id: GeneratedAlways<string>;
  at: GeneratedAlways<string>;
  account: string;
  principal: string;
  action: string;
  entity: string;
  decision: "allowed" | "denied";
  policy: string | null;
  request: string;
};

/** Answers to requests that carry an `Idempotency-Key`. */
type IdempotencyTable = {
  account: string;
  key: string;
  /** SHA-256 over method, URL and body. */
  request: string;
  status: number | null;
  body: string | null;
  created_at: Generated<string>;
};

/** Accounts whose requests are refused. */
type SuspensionTable = {
  account: string;
  reason: string;
  /** URN of the principal who did it. */
  operator: string;
  since: Instant;
};
