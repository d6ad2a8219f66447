import { connect } from "@ivcap/shared/database/connect";
import { migrate, SCHEMA } from "@ivcap/shared/database/migrate";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { emptyDatabase } from "../support/database";

let fresh: Awaited<ReturnType<typeof emptyDatabase>>;
beforeEach(async () => {
  fresh = await emptyDatabase();
});
afterEach(() => fresh.drop());

test("an empty database is brought to the schema of this code, step by step, and a second time there is nothing to do", async () => {
  const steps = await migrate(fresh.url);
  expect(steps.at(-1)).toBe(SCHEMA);
  expect(await migrate(fresh.url)).toEqual([]);
});

test("processes that start together take each step once", async () => {
  const taken = await Promise.all([1, 2, 3].map(() => migrate(fresh.url)));
  const steps = taken.flat();
  expect(new Set(steps).size).toBe(steps.length);
  expect(steps).toContain(SCHEMA);
});

test("code that is older than the schema leaves it alone", async () => {
  await migrate(fresh.url);
  const database = connect(fresh.url, { connections: 1 });
  await sql`insert into kysely_migration (name, timestamp) values ('9999-of-a-later-release', now()::text)`.execute(
    database,
  );
  await database.destroy();
  expect(await migrate(fresh.url)).toEqual([]);
});
