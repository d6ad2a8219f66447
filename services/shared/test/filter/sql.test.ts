import { parseFilter } from "@ivcap/shared/filter/parse";
import { filterSql } from "@ivcap/shared/filter/sql";
import { sql } from "kysely";
import { compiled } from "../support/compiled";
import { databaseForTests } from "../support/database";
import { randomFrom } from "../support/random";
import { COLUMNS, FIELDS, generated, holds, ITEMS } from "./meaning";

const at = databaseForTests();

/** Places in ITEMS of what Postgres finds. */
async function found(text: string): Promise<number[]> {
  const items = JSON.stringify(ITEMS.map((item, place) => ({ ...item, place })));
  const { rows } = await sql<{ place: number }>`
    select item.place from jsonb_to_recordset(cast(${items} as jsonb))
      as item (place integer, name text, banner text, at timestamptz, id uuid)
    where ${filterSql(parseFilter(text, FIELDS), COLUMNS)} order by item.place`.execute(at.database);
  return rows.map((row) => row.place);
}

test.each([
  ["name eq 'Scott'", [0]],
  ["name ne 'Scott'", [1, 2, 3]],
  ["name ~= 'Scot%'", [0]],
  ["name ~= '_cott'", [0, 1]],
  ["name ~= 'Sco'", []],
  ["name ~= '%\\%'", [2]],
  ["name ~= 'a\\_b%'", [3]],
  ["name ~= '%\\\\'", [3]],
  ["name eq 'it''s 100%'", [2]],
  ["banner eq ''", [2]],
  ["banner eq 'Scott'", [1]],
  ["banner ne 'Scott'", [0, 2, 3]],
  ["not banner eq 'Scott'", [0, 2, 3]],
  ["not (banner eq 'Scott' or name eq 'Scott')", [2, 3]],
  ["not not banner ~= '%'", [1, 2, 3]],
  ["name eq 'Scott' or name eq 'scott' and banner eq ''", [0]],
  ["(name eq 'Scott' or name eq 'scott') and banner eq 'Scott'", [1]],
  ["at gt '2026-01-02T00:00:00Z'", [2, 3]],
  ["at ge '2026-01-02T01:00:00+01:00' and at lt '2026-01-04T00:00:00Z'", [1, 2]],
  ["at eq '2026-01-04T00:00:00Z' or at le '2026-01-01T00:00:00Z'", [0, 3]],
  ["id eq 'cayp:service:19f9c31e-8cc5-531f-8dc4-c4684fad0a32'", [1]],
  ["banner eq 'x'' or ''1''=''1'", [3]],
])("%s finds the items %j", async (text, places) => {
  expect(await found(text)).toEqual(places);
});

test.each([
  "x'); drop table service; --",
  "' or '1'='1",
  "$1",
  "$" + "{1}",
  "\\'; select pg_sleep(9)--",
  "%' union select 1--",
])("the text %j is a parameter and no part of the statement", (attack) => {
  const quoted = `'${attack.replaceAll("'", "''")}'`;
  const filter = parseFilter(`name eq ${quoted} or name ~= ${quoted}`, FIELDS);
  expect(compiled(filterSql(filter, COLUMNS))).toEqual({
    sql: '("item"."name" = cast($1 as text) or "item"."name" like cast($2 as text))',
    parameters: [attack, attack],
  });
});

test("a field may be an expression", () => {
  const name = sql`definition ->> 'name'`;
  const { sql: text } = compiled(filterSql(parseFilter("name eq 'x'", { name: "text" }), { name }));
  expect(text).toBe("definition ->> 'name' = cast($1 as text)");
});

test("Postgres takes every filter that is read, and finds what its words mean", async () => {
  for (let seed = 0; seed < 150; seed++) {
    const text = generated(randomFrom(seed), 3);
    const filter = parseFilter(text, FIELDS);
    const meant = ITEMS.flatMap((item, place) => (holds(filter, item) ? [place] : []));
    expect({ text, found: await found(text) }).toEqual({ text, found: meant });
  }
});
