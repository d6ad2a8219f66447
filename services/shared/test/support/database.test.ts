import { Client } from "pg";
import { emptyDatabase, freshDatabase } from "./database";

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}

const TABLES = "select tablename from pg_tables where schemaname = 'public'";

it("A fresh database has the tables of the migrations, and no test sees another's rows", async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(await ask(one.url, TABLES)).toContainEqual({ tablename: "service" });
  await ask(
    one.url,
    "insert into service (id, account, published_at) values (gen_random_uuid(), 'a', now())",
  );
  expect(await ask(other.url, "select count(*)::int as rows from service")).toEqual([{ rows: 0 }]);
  await Promise.all([one.drop(), other.drop()]);
});

it("A dropped database is gone although a client is still connected", async () => {
  const { url, drop } = await freshDatabase();
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  await drop();
  await expect(ask(url, "select 1")).rejects.toThrow("does not exist");
});

it("An empty database has no tables", async () => {
  const { url, drop } = await emptyDatabase();
  expect(await ask(url, TABLES)).toEqual([]);
  await drop();
});
