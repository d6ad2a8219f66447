import { migrate } from "../../src/database/migrate";
import { type Postgres, startPostgres } from "../../src/local/postgres";
import { makeTemplate, POSTGRES } from "./database";

declare global {
  var ivcapTestPostgres: Postgres | undefined;
}

/**
 * One Postgres for all tests of the services, which is gone with jest however jest ends, and a template that is migrated once. Where the
 * variable names one already, such as a distribution's, that one is taken.
 */
export default async function setUp(): Promise<void> {
  if (process.env[POSTGRES]) return await makeTemplate(migrate);
  const postgres = await startPostgres();
  globalThis.ivcapTestPostgres = postgres;
  process.env[POSTGRES] = postgres.url("postgres"); // the workers inherit it
  await makeTemplate(migrate);
}
