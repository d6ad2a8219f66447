import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ALICE, BOB, gateway, type Json } from "../support/gateway";
import { definitionOf } from "./access/entities";

const at = await gateway();
afterAll(() => at.stop());

const ask = async (path: string, query: Record<string, string>, as = ALICE) =>
  await at.ask("GET", `${path}?${new URLSearchParams({ limit: "50", ...query })}`, { as });
const names = ({ items }: Json) => items.map(({ name }) => name).sort();

describe("a filter", () => {
  beforeAll(async () => {
    for (const [name, state, as] of [
      ["it's 100% \\ _odd_", "open", ALICE],
      ["open", "open", ALICE],
      ["kept", "kept", ALICE],
      ["bob's", "kept", BOB],
      ["a".repeat(1_000), "open", ALICE],
    ] as const) {
      const body = { ...definitionOf(state), name };
      expect((await at.ask("POST", "/1/services", { as, body })).status).toBe(201);
    }
  });

  test.each([
    "name eq 'x'; drop table service_revision; --'",
    "name eq 'x' --",
    "name eq 'x' /* */ or 1=1",
    "1 eq 1",
    "true",
    "name = 'x'",
    "name) or (true",
    'name eq "x"',
    "name eq $1",
    "name eq E'\\x27'",
    "pg_sleep(5) eq 'x'",
    "name eq pg_sleep(5)",
    "constructor eq 'x'",
    "__proto__ eq 'x'",
    "toString eq 'x'",
    "name eq 'x' union select 1",
    "definition eq 'x'",
    "name ~= 'a\\'",
    "'",
    "((((((",
    `${"(".repeat(1_000)}name eq 'x'${")".repeat(1_000)}`,
    `${"not ".repeat(500)}name eq 'x'`,
    `name eq '${"x".repeat(3_000)}'`,
    Array(300).fill("name eq 'x'").join(" or "),
    "name eq 'a\u0000'",
    "published-at ge '2026-13-01T00:00:00Z'",
    "published-at ~= '2026%'",
    "id eq 'urn:ivcap:order:19f9c31e-8cc5-531f-8dc4-c4684fad0a33'",
    "id eq 'x'",
  ])("%j is 422 and says where", async (filter) => {
    const { status, json } = await ask("/1/services", { filter });
    expect([status, json.name]).toEqual([422, "filter"]);
  });

  test.each([
    ["name eq 'it''s 100% \\ _odd_'", ["it's 100% \\ _odd_"]],
    ["name ~= 'it''s%\\\\%'", ["it's 100% \\ _odd_"]],
    ["name ~= '%\\_odd\\_'", ["it's 100% \\ _odd_"]],
    ["name ~= '%0\\%%'", ["it's 100% \\ _odd_"]],
    ["name eq 'open'' or ''1'' = ''1'", []],
    ["name eq '$1'", []],
    ["name eq 'kept'", ["kept"]],
  ])("%j means its text and nothing else", async (filter, found) => {
    const { status, json } = await ask("/1/services", { filter });
    expect([status, names(json)]).toEqual([200, found]);
  });

  test.each([
    "name eq 'kept' or name eq 'open'",
    `account eq 'urn:ivcap:account:${ALICE}'`,
    "not (name eq 'x')",
    "name ~= '%'",
    "policy eq 'urn:ivcap:policy:ivcap.base.service'",
    "policy ne 'x' or not policy ne 'x'",
  ])("%j shows nobody what is not theirs to see", async (filter) => {
    const { status, json } = await ask("/1/services", { filter }, BOB);
    expect(status).toBe(200);
    expect(names(json)).not.toContain("kept");
  });

  test("with as many wildcards as fit costs no time", async () => {
    const started = Date.now();
    for (const pattern of ["%a".repeat(900), "%a_".repeat(600), "_%".repeat(900)]) {
      const { status } = await ask("/1/services", { filter: `name ~= '${pattern}%b'` });
      expect(status).toBe(200);
    }
    expect(Date.now() - started).toBeLessThan(3_000);
  });
});

describe("a schema with wildcards", () => {
  test.each([
    ["urn:test:like:a_b%", ["urn:test:like:a_b.1"]],
    [
      "urn:test:like:%",
      ["urn:test:like:a\\b.1", "urn:test:like:a_b.1", "urn:test:like:axb.1", "urn:test:like:it's.1"],
    ],
    ["urn:test:like:a\\%", ["urn:test:like:a\\b.1"]],
    ["urn:test:like:a\\b.1", ["urn:test:like:a\\b.1"]],
    ["urn:test:like:it's%", ["urn:test:like:it's.1"]],
    ["urn:test:like:%' or '1'='1", []],
    ["urn:test:like:a%\\", []],
  ])("%j finds what it says", async (schema, found) => {
    const entity = `urn:test:entity:${randomUUID()}`;
    for (const name of ["a_b.1", "axb.1", "a\\b.1", "it's.1"]) {
      const query = new URLSearchParams({ entity, schema: `urn:test:like:${name}` });
      expect((await at.ask("POST", `/1/aspects?${query}`, { as: ALICE, body: {} })).status).toBe(200);
    }
    const { status, json } = await ask("/1/aspects", { entity, schema });
    expect([status, json.items.map((item) => item.schema).sort()]).toEqual([200, found]);
  });
});

describe("a JSON path", () => {
  const entity = `urn:test:entity:${randomUUID()}`;
  beforeAll(async () => {
    const add = (body: object) =>
      at.ask("POST", `/1/aspects?entity=${entity}&schema=urn:test:schema:path.1`, { as: ALICE, body });
    await add({ a: [1, 2, 3], name: "it's", when: "2026-01-01", time: "12:00:00" });
    await add({ many: Array.from({ length: 3_000 }, (_, each) => each), long: "a".repeat(5_000) });
  });
  const path = (text: string, as = ALICE) => ask("/1/aspects", { entity, "content-path": text }, as);

  test.each([
    "",
    " ",
    "$.",
    "a b",
    "$ ? (",
    "$.a ? (@ > )",
    "$.a'; drop table aspect; --",
    "$.a') or true --",
    "$unknown",
    "$.a ? (@ > $x)",
    '$.name ? (@ like_regex "(")',
    '$.name ? (@ like_regex "a" flag "x")',
    '$.name ? (@ like_regex "a" flag "?")',
    "$.a[99999999999999999999]",
    "$.a[0 to 99999999999999]",
    "$.a.nothing()",
    '$.when.datetime("nonsense")',
    "$.when.timestamp_tz() ? (@ > 1)",
    '$.time.time() ? (@ < "12:00:00+01".time_tz())',
    '$.when.date() ? (@ < "2026-01-01T00:00:00Z".timestamp_tz())',
    "$.a.decimal(1,2,3)",
    "$.a.decimal(99999, 1)",
    "$.a\u0000",
    `$${".a".repeat(999)}`,
    "(".repeat(1_000),
    "!".repeat(1_000),
    `$ ? (${"(".repeat(600)}1 == 1${")".repeat(600)})`,
    "$.**{5 to 1}",
    "$.**{99999999999}",
    '$."\\ud800"',
    '$."\\u0000"',
  ])("%j is read or refused, and never our fault", async (text) => {
    const answer = await path(text);
    expect([answer.status === 200 || answer.status === 422, answer.text]).toEqual([true, expect.anything()]);
    if (answer.status === 422) expect(answer.json.name).toBe("content-path");
  });

  test("of more than 2,000 characters is refused", async () => {
    expect((await path(`$.${"a".repeat(2_000)}`)).status).toBe(422);
  });

  test("sees nothing of other accounts", async () => {
    for (const text of ["$", "$.**", "strict $", "$ ? (1 == 1)", "1 == 1"])
      expect((await path(text, BOB)).json.items).toEqual([]);
  });

  const SLOW = "$.many[*] ? (exists($.many[*] ? (exists($.many[*] ? (@ < 0)))))";
  test("that takes too long is 422 within three seconds, and holds up nobody else", async () => {
    const started = Date.now();
    const slow = Array.from({ length: 6 }, () => path(SLOW));
    const first = Promise.race(slow).then(() => Date.now() - started);
    await new Promise((done) => setTimeout(done, 100));
    const others = await Promise.all(
      Array.from({ length: 5 }, () => at.ask("GET", "/1/aspects?limit=1", { as: BOB })),
    );
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(Date.now() - started).toBeLessThan(1_500);
    const answers = await Promise.all(slow);
    expect(await first).toBeLessThan(3_000);
    // One at a time with four connections: the second has its turn as well, the others are told to come again.
    expect(answers.map(({ status }) => status).sort()).toEqual([422, 422, 429, 429, 429, 429]);
    for (const { status, json, headers } of answers) {
      expect(json.message).toContain("too long");
      if (status === 422) expect(json.name).toBe("content-path");
      else expect(Number(headers["retry-after"])).toBeGreaterThan(0);
    }
    expect((await path("$.a")).status).toBe(200);
  });

  test("with a regular expression that explodes elsewhere is answered in time", async () => {
    const started = Date.now();
    const { status } = await path('$.long ? (@ like_regex "^(a+)+(a+)+(a+)+b$")');
    expect([200, 422]).toContain(status);
    expect(Date.now() - started).toBeLessThan(3_500);
  });

  test("leaves the pool's connections with the time-out of all statements", async () => {
    const shown = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { rows } = await sql<{ statement_timeout: string }>`show statement_timeout`.execute(
          at.database,
        );
        return rows[0]?.statement_timeout;
      }),
    );
    expect(new Set(shown)).toEqual(new Set(["10s"]));
  });
});

test("after all that everything is still there", async () => {
  const { status, json } = await ask("/1/services", {});
  expect([status, names(json)]).toEqual([200, expect.arrayContaining(["kept", "open"])]);
});
