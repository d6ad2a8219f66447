import { Client } from "pg";

/** The cluster's superuser, and the role of the services, which is none: what needs more rights than on the platform fails here too. */
export const SUPERUSER = "postgres";
export const ROLE = "ivcap";

/** By `pg`, over the socket in a folder. */
export const urlOf = (sockets: string, database: string, role = ROLE): string =>
  `postgres://${role}@/${encodeURIComponent(database)}?host=${encodeURIComponent(sockets)}`;

export const ensureRole = (sockets: string): Promise<void> =>
  asked(urlOf(sockets, "postgres", SUPERUSER), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [ROLE]);
    if (rowCount === 0) await client.query(`create role ${ROLE} login createdb`);
  });

/** @returns its URL */
export async function ensureDatabase(sockets: string, name: string): Promise<string> {
  await asked(urlOf(sockets, "postgres"), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  });
  return urlOf(sockets, name);
}

async function asked(url: string, ask: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}
