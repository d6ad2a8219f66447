import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";

const ID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";
const URN = `urn:ivcap:service:${ID}`;
const definition = (changes: object = {}) => ({
  name: "image-analysis",
  description: "Creates thumbnails",
  parameters: [
    { name: "width", type: "int", description: "width", default: "640", unit: "px" },
    { name: "mode", type: "option", description: "mode", options: [{ value: "fast" }], optional: true },
  ],
  workflow: {
    type: "basic",
    basic: { image: "registry/alice/image:1", command: ["python", "/app/service.py"] },
  },
  ...changes,
});

let at: Gateway;
beforeAll(async () => {
  at = await gateway();
});
afterAll(() => at.stop());

describe("a provider", () => {
  test("registers a service under an id of its own, and every form of the id finds it", async () => {
    const made = await at.ask("PUT", `/1/services/${URN}?force-create=true`, {
      as: ALICE,
      body: definition(),
    });
    expect([made.status, made.text]).toEqual([200, expect.stringContaining(URN)]);
    for (const form of [URN, encodeURIComponent(URN), ID]) {
      const found = await at.ask("GET", `/1/services/${form}`, { as: ALICE });
      expect(found.status).toBe(200);
      expect(found.json).toMatchObject({
        id: URN,
        name: "image-analysis",
        status: "active",
        account: `urn:ivcap:account:${ALICE}`,
      });
      expect(found.json).not.toHaveProperty("workflow");
    }
  });

  test("without force-create is told that there is none", async () => {
    const none = await at.ask("PUT", "/1/services/urn:ivcap:service:00000000-0000-4000-8000-000000000001", {
      as: ALICE,
      body: definition(),
    });
    expect([none.status, none.json]).toEqual([
      404,
      { id: expect.any(String), message: expect.stringContaining("force-create") },
    ]);
  });

  test("posting the same definition twice has one service", async () => {
    const first = await at.ask("POST", "/1/services", { as: ALICE, body: definition({ name: "twice" }) });
    const second = await at.ask("POST", "/1/services", { as: ALICE, body: definition({ name: "twice" }) });
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json.id).toBe(first.json.id);
  });

  test("changes a service, and the list as of before shows what was", async () => {
    const made = await at.ask("POST", "/1/services", { as: ALICE, body: definition({ name: "before" }) });
    const then = (await at.ask("GET", "/1/services", { as: ALICE })).json["at-time"];
    await new Promise((resolve) => setTimeout(resolve, 5));
    const changed = await at.ask("PUT", `/1/services/${made.json.id}`, {
      as: ALICE,
      body: definition({ name: "after" }),
    });
    expect(changed.json).toMatchObject({ id: made.json.id, name: "after" });
    const names = async (query: string) =>
      (await at.ask("GET", `/1/services?limit=50${query}`, { as: ALICE })).json.items as {
        id: string;
        name: string;
      }[];
    expect((await names("")).find(({ id }) => id === made.json.id)?.name).toBe("after");
    expect((await names(`&at-time=${then}`)).find(({ id }) => id === made.json.id)?.name).toBe("before");
  });

  test("deletes a service; it is gone, and deleting it again is no error", async () => {
    const { id } = (await at.ask("POST", "/1/services", { as: ALICE, body: definition({ name: "gone" }) }))
      .json;
    expect((await at.ask("DELETE", `/1/services/${id}`, { as: ALICE })).status).toBe(204);
    expect((await at.ask("GET", `/1/services/${id}`, { as: ALICE })).status).toBe(404);
    expect((await at.ask("DELETE", `/1/services/${id}`, { as: ALICE })).status).toBe(204);
  });
});

describe("another account", () => {
  test("reads an open service and may not change or delete it", async () => {
    expect((await at.ask("GET", `/1/services/${ID}`, { as: BOB })).status).toBe(200);
    expect((await at.ask("PUT", `/1/services/${ID}`, { as: BOB, body: definition() })).status).toBe(403);
    expect((await at.ask("DELETE", `/1/services/${ID}`, { as: BOB })).status).toBe(403);
  });

  test("cannot tell a service that is kept to its account from none", async () => {
    const body = definition({ name: "private", policy: "urn:ivcap:policy:ivcap.base.service" });
    const { id } = (await at.ask("POST", "/1/services", { as: ALICE, body })).json;
    expect((await at.ask("GET", `/1/services/${id}`, { as: ALICE })).status).toBe(200);
    const hidden = await at.ask("GET", `/1/services/${id}`, { as: BOB });
    const none = await at.ask("GET", "/1/services/00000000-0000-4000-8000-000000000002", { as: BOB });
    expect([hidden.status, none.status]).toEqual([404, 404]);
    expect(hidden.json.message).toBe(none.json.message);
  });
});

describe("a list", () => {
  test("continues by the token of next until nothing is left, each service once", async () => {
    for (let each = 0; each < 12; each++) {
      await at.ask("POST", "/1/services", { as: BOB, body: definition({ name: `paged ${each}` }) });
    }
    const seen: string[] = [];
    let path: string | undefined = "/1/services?limit=5&filter=name~='paged%25'";
    while (path !== undefined) {
      const page = await at.ask("GET", path, { as: BOB });
      expect(page.status).toBe(200);
      seen.push(...page.json.items.map(({ name }) => name));
      const next = page.json.links.find(({ rel }) => rel === "next")?.href;
      path = next && new URL(next).pathname + new URL(next).search;
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, each) => `paged ${11 - each}`));
  });
});

describe("a bad definition", () => {
  test.each([
    ["an empty body", "", 400, "empty"],
    ["no JSON", "{", 400, "JSON"],
    ["no workflow", { description: "", parameters: [] }, 422, "workflow"],
    ["an unknown policy", definition({ policy: "urn:ivcap:policy:none" }), 422, "ivcap.open.service"],
    ["a NUL", definition({ name: "a\u0000b" }), 422, "body"],
  ])("of %s is refused, and says why", async (_, body, status, says) => {
    const refused = await at.ask("POST", "/1/services", { as: ALICE, body });
    expect([refused.status, refused.text]).toEqual([status, expect.stringContaining(says)]);
  });
});
