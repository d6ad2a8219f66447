import { type Kysely, sql } from "kysely";

/** Services with their revisions, aspects, and what every change writes beside them: outbox, audit, answers to repeated requests. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table service (
    id uuid primary key,
    account text not null,
    published_at timestamptz not null
  )`,
  `create table service_revision (
    service uuid not null references service (id),
    revision integer not null,
    account text not null,
    policy text not null,
    name text not null,
    description text,
    banner text,
    definition jsonb not null,
    digest text not null,
    published_at timestamptz not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    author text not null,
    primary key (service, revision)
  )`,
  // One open revision of a service at most, whatever races.
  "create unique index service_revision_open on service_revision (service) where valid_to is null",
  "create index service_revision_listed on service_revision (published_at desc, service desc)",
  "create index service_revision_twice on service_revision (account, digest) where valid_to is null",

  `create table aspect (
    id uuid primary key,
    entity text not null,
    schema text not null,
    content jsonb not null,
    account text not null,
    policy text not null,
    asserter text not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    retracter text,
    replaces uuid references aspect (id)
  )`,
  // A list is by account or by entity, newest first; a schema's prefix needs the operator class to use an index.
  // For who sees most of them the next page is read in order; else what policy and account leave is little enough to sort.
  "create index aspect_listed on aspect (valid_from desc, id desc)",
  "create index aspect_of_account on aspect (account, valid_from desc, id desc)",
  "create index aspect_of_policy on aspect (policy, valid_from desc, id desc)",
  "create index aspect_of_entity on aspect (entity, schema, valid_from desc, id desc)",
  "create index aspect_of_schema on aspect (schema text_pattern_ops, valid_from desc)",
  "create index aspect_content on aspect using gin (content jsonb_path_ops)",

  `create table outbox (
    id bigint generated always as identity primary key,
    entity text not null,
    kind text not null,
    change text not null,
    payload jsonb not null,
    transaction xid8 not null default pg_current_xact_id(),
    created_at timestamptz not null default now()
  )`,
  `create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    account text not null,
    principal text not null,
    action text not null,
    entity text not null,
    decision text not null check (decision in ('allowed', 'denied')),
    policy text,
    request text not null
  )`,
  "create index audit_of_account on audit (account, at)",
  `create table idempotency (
    account text not null,
    key text not null,
    request text not null,
    status integer,
    body text,
    created_at timestamptz not null default now(),
    primary key (account, key)
  )`,
  "create index idempotency_age on idempotency (created_at)",
];
