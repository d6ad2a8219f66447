import { allows, predicateOf } from "@ivcap/shared/policy/predicate";
import { ACTIONS, type Row, TABLE, type Table } from "@ivcap/shared/policy/table";
import { sql } from "kysely";
import { databaseForTests } from "../support/database";
import { identityOf } from "../support/identity";
import { waysFor, whereAllowed } from "../support/where-allowed";

const [owner, other] = [identityOf("owner"), identityOf("other")];

/** Each account, and one that only resembles it, with each policy there is, one of no kind, and none. */
const rows = [owner.account, other.account, owner.account.toUpperCase(), `${owner.account} `, ""].flatMap(
  (account) =>
    [...TABLE.map((row) => row.policy), "urn:ivcap:policy:ivcap.gone.service", "' or '1'='1", ""].map(
      (policy) => ({
        account,
        policy,
      }),
    ),
);

/** The table, and the table with each one of its rules taken out. */
const tables: Table[] = [
  TABLE,
  ...TABLE.flatMap((row, place) =>
    ACTIONS.map((action) =>
      TABLE.with(place, Object.fromEntries(Object.entries(row).filter(([name]) => name !== action)) as Row),
    ),
  ),
  [],
];

const at = databaseForTests();

async function listed(where: ReturnType<typeof whereAllowed>) {
  const result = await sql<{ account: string; policy: string }>`
    select account, policy from jsonb_to_recordset(cast(${JSON.stringify(rows)} as jsonb)) as item (account text, policy text)
    where ${where}`.execute(at.database);
  return result.rows;
}

test.each(ACTIONS)(
  "a list holds what may be %s one by one, whichever rule is taken out of the table",
  async (action) => {
    for (const table of tables)
      for (const kind of ["service", "aspect"] as const)
        for (const identity of [owner, other]) {
          const predicate = predicateOf(identity, action, kind, table);
          expect(await listed(whereAllowed(predicate))).toEqual(rows.filter((row) => allows(predicate, row)));
        }
  },
);

test("no row may be seen in two ways: merged, they show it once", async () => {
  for (const table of tables)
    for (const kind of ["service", "aspect"] as const) {
      const predicate = predicateOf(owner, "read", kind, table);
      expect(await listed(sql`${waysFor(predicate)} > 1`)).toEqual([]);
    }
});

test("Postgres applies the account to every row of a list that is not open to all", async () => {
  const plan = await sql<{ "QUERY PLAN": string }>`
    explain select id from aspect where ${whereAllowed(predicateOf(owner, "read", "aspect"))}`.execute(
    at.database,
  );
  expect(plan.rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain(`account = '${owner.account}'`);
});
