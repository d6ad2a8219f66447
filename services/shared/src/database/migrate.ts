import { type Migration, Migrator, sql } from "kysely";
import { connect, type Database } from "./connect";
import * as records from "./migrations/0001-records";
import * as operators from "./migrations/0002-operators";

/**
 * All steps of the schema, in order. A step only expands: it adds what the code before does not miss. What no running code needs any
 * more goes in a step of a later release (docs/contributing/database.md).
 */
const MIGRATIONS: Record<string, Migration> = { "0001-records": records, "0002-operators": operators };

/** The step that this code needs at least. */
export const SCHEMA = Object.keys(MIGRATIONS).at(-1) as string;

/**
 * Brings a database to the schema of this code: all missing steps in one transaction, under an advisory lock, so that whoever comes
 * second waits and finds nothing to do. A database that is further already is left alone.
 *
 * @returns the steps that were taken
 */
export async function migrate(url: string): Promise<string[]> {
  const database = connect(url, { connections: 2 });
  try {
    const migrator = new Migrator({
      db: database,
      provider: { getMigrations: async () => ({ ...MIGRATIONS, ...(await unknownOf(database)) }) },
    });
    const { error, results } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return (results ?? []).map((result) => result.migrationName);
  } finally {
    await database.destroy();
  }
}

/** Steps of a newer release, which this code need not know: it is the code before, running on the schema after. */
async function unknownOf(database: Database): Promise<Record<string, Migration>> {
  const taken = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const unknown = taken.rows.filter(({ name }) => !(name in MIGRATIONS));
  return Object.fromEntries(unknown.map(({ name }) => [name, { up: async () => {} }]));
}
