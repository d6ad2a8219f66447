import { randomUUID } from "node:crypto";
import { connect, type Database } from "@ivcap/shared/database/connect";
import { Client } from "pg";

/** The variable that says how the tests' Postgres is reached, by its database `postgres`. */
export const POSTGRES = "IVCAP_TEST_POSTGRES";

const TEMPLATE = "template_ivcap";

/** A migrated database that nobody else uses: one for each test file, or for each test that has to count rows. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return databaseFrom(TEMPLATE);
}

/** {@link freshDatabase}, connected to; before a file's tests, and away after them. */
export function databaseForTests(connections = 1): { readonly database: Database } {
  const opened = {} as { database: Database };
  let drop = async () => {};
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    opened.database = connect(fresh.url, { connections });
  });
  afterAll(async () => {
    await opened.database?.destroy();
    await drop();
  });
  return opened;
}

/** One without tables, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  return databaseFrom("template1");
}

async function databaseFrom(template: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} template ${template}`);
  return { url: urlOf(name), drop: () => administer(`drop database if exists ${name} with (force)`) };
}

/** What {@link freshDatabase} copies. Nobody may connect to it afterwards: Postgres copies only what nobody uses. */
export async function makeTemplate(migrate: (url: string) => Promise<unknown>): Promise<void> {
  await administer(`drop database if exists ${TEMPLATE}`);
  await administer(`create database ${TEMPLATE}`);
  await migrate(urlOf(TEMPLATE));
  await administer(`alter database ${TEMPLATE} with allow_connections false`);
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = process.env[POSTGRES];
  if (url === undefined)
    throw new Error(`${POSTGRES} is not set: this test runs by npm test, which starts Postgres`);
  return url.replace(/\/postgres(?=\?|$)/, `/${database}`);
}
