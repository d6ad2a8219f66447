import { randomUUID } from "node:crypto";
import { type Action, type Row, TABLE, type Table } from "@ivcap/shared/policy/table";
import { afterAll, describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";
import { definitionOf } from "./access/entities";

const opened: Gateway[] = [];
afterAll(() => Promise.all(opened.map((each) => each.stop())));

/** Another gateway on the same record, whose policy lacks an action of one of its rows. */
const first = await gateway();
opened.push(first);
async function lacking(policy: string, action: Action): Promise<Gateway> {
  const without = ({ [action]: _, ...row }: Row) => row as Row;
  const policies: Table = TABLE.map((row) => (row.policy.endsWith(policy) ? without(row) : row));
  const at = await gateway({ DATABASE_URL: first.url }, { parts: { policies } });
  opened.push(at);
  return at;
}

const aspect = (state: string) =>
  `/1/aspects?entity=urn:test:entity:${randomUUID()}&schema=urn:test:schema:policy.1&policy=urn:ivcap:policy:ivcap.${state}.metadata`;
const ids = {
  openService: `/1/services/${randomUUID()}`,
  keptService: `/1/services/${randomUUID()}`,
  openAspect: "",
  keptAspect: "",
};
for (const [path, state] of [
  [ids.openService, "open"],
  [ids.keptService, "kept"],
] as const)
  await first.ask("PUT", `${path}?force-create=true`, { as: ALICE, body: definitionOf(state) });
for (const [name, state] of [
  ["openAspect", "open"],
  ["keptAspect", "base"],
] as const) {
  const { json } = await first.ask("POST", aspect(state), { as: ALICE, body: {} });
  ids[name] = `/1/aspects/${json.id}`;
}

/** By GET of it, and by the list: they have to agree. */
async function sees(at: Gateway, as: string, path: string): Promise<boolean> {
  const [, , resource = "", id = ""] = path.split("/");
  const { status } = await at.ask("GET", path, { as });
  const { json } = await at.ask("GET", `/1/${resource}?limit=50`, { as });
  const listed = json.items.some((item) => item.id.endsWith(id.slice(-36)));
  expect([path, status]).toEqual([path, listed ? 200 : 404]);
  return listed;
}

describe("without the one rule", () => {
  test.each([
    ["ivcap.open.service", ids.openService, [ALICE, BOB]],
    ["ivcap.base.service", ids.keptService, [ALICE]],
    ["ivcap.open.metadata", ids.openAspect, [ALICE, BOB]],
    ["ivcap.base.metadata", ids.keptAspect, [ALICE]],
  ])(
    "that lets read what is under %s, GET and list lose it alike, and nothing else",
    async (policy, path, readers) => {
      const at = await lacking(policy, "read");
      for (const as of [ALICE, BOB]) {
        expect(await sees(first, as, path)).toBe(readers.includes(as));
        expect(await sees(at, as, path)).toBe(false);
        for (const other of Object.values(ids).filter((each) => each !== path))
          expect(await sees(at, as, other)).toBe(await sees(first, as, other));
      }
    },
  );

  test.each<[Action, string, string, string]>([
    ["update", "ivcap.open.service", "PUT", ids.openService],
    ["delete", "ivcap.open.service", "DELETE", ids.openService],
    ["delete", "ivcap.open.metadata", "DELETE", ids.openAspect],
  ])(
    "that lets %s what is under %s, its owner is refused and the audit says so",
    async (action, policy, method, path) => {
      const at = await lacking(policy, action);
      const body = method === "PUT" ? { body: { ...definitionOf("open"), name: "other" } } : {};
      const refused = await at.ask(method, path, { as: ALICE, ...body });
      expect([refused.status, refused.json.message]).toEqual([403, expect.stringContaining(policy)]);
      expect(await sees(at, ALICE, path)).toBe(true);
      const kept = await at.database
        .selectFrom("audit")
        .select(["action", "decision", "policy"])
        .where("request", "=", String(refused.headers["x-request-id"]))
        .execute();
      expect(kept).toEqual([
        {
          action: `${path === ids.openAspect ? "aspect" : "service"}.${action}`,
          decision: "denied",
          policy: `urn:ivcap:policy:${policy}`,
        },
      ]);
    },
  );

  test("that lets make what is under a policy, none is made", async () => {
    const at = await lacking("ivcap.base.metadata", "create");
    expect((await at.ask("POST", aspect("base"), { as: ALICE, body: {} })).status).toBe(403);
    expect((await at.ask("POST", aspect("open"), { as: ALICE, body: {} })).status).toBe(200);
    expect((await at.ask("PUT", ids.keptService, { as: ALICE, body: definitionOf("kept") })).status).toBe(
      200,
    );
  });
});

test("a page token grants nothing: each page is judged by the policy of its moment", async () => {
  for (let each = 0; each < 3; each++) await first.ask("POST", aspect("open"), { as: ALICE, body: { each } });
  const page = await first.ask("GET", "/1/aspects?limit=1", { as: BOB });
  const next = new URL(page.json.links.find(({ rel }) => rel === "next")?.href ?? "");
  const path = next.pathname + next.search;
  expect((await first.ask("GET", path, { as: BOB })).json.items.length).toBe(1);
  const at = await lacking("ivcap.open.metadata", "read");
  expect((await at.ask("GET", path, { as: BOB })).json.items).toEqual([]);
  expect((await at.ask("GET", path, { as: ALICE })).status).toBe(422);
});

test.each(["services", "services2", "aspects", "metadata"])(
  "EXPLAIN of the list of %s shows that Postgres itself looks for the account",
  async (list) => {
    const account = `urn:ivcap:account:${BOB}`;
    const seen: { sql: string; parameters: readonly unknown[] }[] = [];
    const at = await gateway({ DATABASE_URL: first.url }, { onQuery: (query) => seen.push(query) });
    opened.push(at);
    await at.ask("GET", `/1/${list}?limit=5`, { as: BOB });
    const read = seen.filter(({ sql }) => /from "(aspect|service_revision)"/.test(sql));
    expect(read.length).toBe(1);
    const client = new Client({ connectionString: first.url });
    await client.connect();
    const plans = await client.query(`explain (verbose, costs off) ${read[0]?.sql}`, [
      ...(read[0]?.parameters ?? []),
    ]);
    await client.end();
    const plan = plans.rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toMatch(new RegExp(`(Filter|Index Cond|Recheck Cond): .*account = '${account}'`));
    // No row is looked at without a condition on its policy.
    const conditions = plan.match(/(Filter|Index Cond): .*/g)?.join("\n") ?? "";
    expect(conditions).toMatch(/policy = (ANY|')/);
  },
);
