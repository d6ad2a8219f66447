import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";

const ID = "6ae9f5a2-3c47-5c64-9f6a-1f3dfd2c0a11";
const BATCH = "urn:ivcap:schema.service.batch.1";
const body = (changes: object = {}) => ({
  name: "batch",
  description: "Runs a batch",
  parameters: [{ name: "width", type: "int", description: "width" }],
  "controller-schema": BATCH,
  controller: {
    image: "registry/a:1",
    command: ["run"],
    resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "500m" } },
    "gpu-number": 1,
  },
  ...changes,
});

let at: Gateway;
beforeAll(async () => {
  at = await gateway();
});
afterAll(() => at.stop());

test("a batch controller is a basic workflow of /1/services, and comes back as it was", async () => {
  const made = await at.ask("POST", "/1/services2", {
    as: ALICE,
    body: body({ id: `urn:ivcap:service:${ID}` }),
  });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    id: `urn:ivcap:service:${ID}`,
    controller: { ...body().controller, $schema: BATCH },
    parameters: [{ name: "width", options: [] }],
    policy: "urn:ivcap:policy:ivcap.open.service",
  });
  const kept = await at.database
    .selectFrom("service_revision")
    .select("definition")
    .where("service", "=", ID)
    .executeTakeFirst();
  expect(kept?.definition).toMatchObject({
    workflow: {
      type: "basic",
      basic: { image: "registry/a:1", cpu: { limit: "1", request: "500m" }, memory: { limit: "1Gi" } },
    },
  });
  expect((await at.ask("GET", `/1/services/${ID}`, { as: BOB })).json.parameters).toEqual([
    { name: "width", type: "int", description: "width" },
  ]);
});

test("making it again with the same id is answered alike, and makes no second", async () => {
  const again = await at.ask("POST", "/1/services2", {
    as: ALICE,
    body: body({ id: `urn:ivcap:service:${ID}` }),
  });
  expect(again.status).toBe(201);
  const list = await at.ask("GET", "/1/services2?filter=name~='batch'", { as: BOB });
  expect(list.json.items).toMatchObject([
    {
      id: `urn:ivcap:service:${ID}`,
      "controller-schema": BATCH,
      href: expect.stringContaining("/1/services2/"),
    },
  ]);
});

test.each([
  ["urn:ivcap:schema.service.rest.1", { port: 8080, image: "a" }],
  ["urn:ivcap:schema.service.argo.1", { spec: { templates: null } }],
])("a controller of %s is kept as it came", async (schema, controller) => {
  const made = await at.ask("POST", "/1/services2", {
    as: ALICE,
    body: body({ name: schema, "controller-schema": schema, controller }),
  });
  expect(made.json).toMatchObject({ "controller-schema": schema, controller });
});

test.each([
  [{ "controller-schema": "urn:none" }, "controller-schema"],
  [{ controller: { command: ["a"] } }, "controller/image"],
  [{ controller: { image: "a", command: "run" } }, "controller/command"],
  [
    { controller: { image: "a", command: [], resources: { limits: { cpu: {} } } } },
    "controller/resources/cpu",
  ],
  [{ controller: "text" }, "controller"],
])("a definition with %j is refused, and names the member", async (changes, name) => {
  const refused = await at.ask("POST", "/1/services2", { as: ALICE, body: body(changes) });
  expect([refused.status, refused.json.name]).toEqual([422, name]);
});

test("another account may not change or delete it", async () => {
  expect((await at.ask("PUT", `/1/services2/${ID}`, { as: BOB, body: body() })).status).toBe(403);
  expect((await at.ask("DELETE", `/1/services2/${ID}`, { as: BOB })).status).toBe(403);
  expect((await at.ask("DELETE", `/1/services2/${ID}`, { as: ALICE })).status).toBe(204);
  expect((await at.ask("GET", `/1/services2/${ID}`, { as: ALICE })).status).toBe(404);
});
