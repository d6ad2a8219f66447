import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";

const OPERATOR = "9b7bd1c1-8f0c-4a07-a6d5-0b6f8f8a2c55";
let at: Gateway;
let operator: string;
beforeAll(async () => {
  at = await gateway();
  operator = await at.token(OPERATOR, { scope: "consumer:read consumer:write ivcap:operator" });
});
afterAll(() => at.stop());

const list = (as: string) => at.ask("GET", "/1/services", { as });

test("a suspended account is refused everything and told why, until it is lifted", async () => {
  const path = `/1/operator/suspensions/urn:ivcap:account:${BOB}`;
  const suspended = await at.ask("PUT", path, { token: operator, body: { reason: "unpaid" } });
  expect([suspended.status, suspended.json]).toEqual([
    200,
    expect.objectContaining({ account: `urn:ivcap:account:${BOB}`, reason: "unpaid" }),
  ]);
  const refused = await list(BOB);
  expect([refused.status, refused.json.message]).toEqual([403, expect.stringContaining("unpaid")]);
  expect((await list(ALICE)).status).toBe(200);
  const known = await at.ask("GET", "/1/operator/suspensions", { token: operator });
  expect(known.json.items).toMatchObject([{ account: `urn:ivcap:account:${BOB}` }]);
  expect((await at.ask("DELETE", path, { token: operator })).status).toBe(204);
  expect((await list(BOB)).status).toBe(200);
});

test("an account is suspended whatever the case in which its uuid is written", async () => {
  const path = `/1/operator/suspensions/${BOB.toUpperCase()}`;
  const suspended = await at.ask("PUT", path, { token: operator, body: { reason: "unpaid" } });
  expect(suspended.json.account).toBe(`urn:ivcap:account:${BOB}`);
  expect((await list(BOB)).status).toBe(403);
  await at.ask("DELETE", path, { token: operator });
  expect((await list(BOB)).status).toBe(200);
});

test("a disabled service says inactive, and its provider cannot enable it by changing it", async () => {
  const definition = {
    description: "",
    parameters: [],
    workflow: { type: "basic", basic: { image: "a", command: [] } },
  };
  const { id } = (await at.ask("POST", "/1/services", { as: ALICE, body: { ...definition, name: "one" } }))
    .json;
  const disabled = await at.ask("PUT", `/1/operator/services/${id}/suspension`, {
    token: operator,
    body: { reason: "unsafe" },
  });
  expect([disabled.status, disabled.json.status]).toEqual([200, "inactive"]);
  const changed = await at.ask("PUT", `/1/services/${id}`, {
    as: ALICE,
    body: { ...definition, name: "two" },
  });
  expect(changed.json).toMatchObject({ name: "two", status: "inactive" });
  await at.ask("DELETE", `/1/operator/services/${id}/suspension`, { token: operator });
  expect((await at.ask("GET", `/1/services/${id}`, { as: ALICE })).json.status).toBe("active");
});

test.each([
  ["GET", "/1/operator/suspensions"],
  ["PUT", `/1/operator/suspensions/${BOB}`],
  ["DELETE", `/1/operator/suspensions/${BOB}`],
  ["PUT", "/1/operator/services/00000000-0000-4000-8000-000000000001/suspension"],
])("%s %s is refused to who is no operator, and the audit keeps it", async (method, path) => {
  const refused = await at.ask(method, path, {
    as: ALICE,
    ...(method === "PUT" ? { body: { reason: "x" } } : {}),
  });
  expect(refused.status).toBe(403);
  const audit = await at.database
    .selectFrom("audit")
    .selectAll()
    .where("decision", "=", "denied")
    .orderBy("id", "desc")
    .executeTakeFirst();
  expect(audit).toMatchObject({ account: `urn:ivcap:account:${ALICE}`, action: "ivcap:operator" });
});

test("an operator cannot suspend the account that would have to lift it", async () => {
  const refused = await at.ask("PUT", `/1/operator/suspensions/${OPERATOR}`, {
    token: operator,
    body: { reason: "x" },
  });
  expect([refused.status, refused.json.name]).toEqual([422, "account"]);
});
