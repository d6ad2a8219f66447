import { type Kysely, sql } from "kysely";

/** What operators do: suspend an account, disable a service. */
export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  "alter table service add column disabled_at timestamptz, add column disabled_reason text",
  `create table suspension (
    account text primary key,
    reason text not null,
    operator text not null,
    since timestamptz not null
  )`,
];
