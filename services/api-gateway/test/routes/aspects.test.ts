import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ALICE, BOB, type Gateway, gateway } from "../support/gateway";

let at: Gateway;
beforeAll(async () => {
  at = await gateway();
});
afterAll(() => at.stop());

const OPEN = "urn:ivcap:policy:ivcap.open.metadata";
let entities = 0;
const entity = () => `urn:test:entity:${++entities}`;
const add = (about: string, body: object | string, more = "", as = ALICE) =>
  at.ask("POST", `/1/aspects?entity=${about}&schema=urn:test:schema:a.1${more}`, { as, body });
const put = (about: string, body: object, as = ALICE) =>
  at.ask("PUT", `/1/aspects?entity=${about}&schema=urn:test:schema:a.1`, { as, body });
const list = (query: string, as = ALICE) => at.ask("GET", `/1/aspects?${query}`, { as });

describe("an aspect", () => {
  test("is added, and read with all that is known of it", async () => {
    const about = entity();
    const added = await add(about, { a: 1 });
    expect([added.status, added.json]).toEqual([200, { id: expect.stringMatching(/^urn:ivcap:aspect:/) }]);
    const read = await at.ask("GET", `/1/aspects/${added.json.id}`, { as: ALICE });
    expect(read.json).toEqual({
      id: added.json.id,
      entity: about,
      schema: "urn:test:schema:a.1",
      content: { a: 1 },
      "content-type": "application/json",
      account: `urn:ivcap:account:${ALICE}`,
      policy: "urn:ivcap:policy:ivcap.base.metadata",
      asserter: `urn:ivcap:principal:${ALICE}`,
      "valid-from": expect.stringMatching(/^\d{4}-.*Z$/),
      links: expect.arrayContaining([expect.objectContaining({ rel: "self" })]),
    });
  });

  test("keeps every digit of its numbers", async () => {
    const { json } = await add(entity(), '{"n": 12345678901234567890.123456789}');
    const read = await at.ask("GET", `/1/aspects/${json.id}`, { as: ALICE });
    expect(read.text).toContain("12345678901234567890.123456789");
  });

  test("stays readable by its id when it is retracted, and lists show it only as of before", async () => {
    const about = entity();
    const { json } = await add(about, { a: 1 });
    const before = (await list(`entity=${about}`)).json["at-time"];
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const _ of [1, 2])
      expect((await at.ask("DELETE", `/1/aspects/${json.id}`, { as: ALICE })).status).toBe(204);
    const read = await at.ask("GET", `/1/aspects/${json.id}`, { as: ALICE });
    expect(read.json).toMatchObject({
      "valid-to": expect.any(String),
      retracter: `urn:ivcap:principal:${ALICE}`,
    });
    expect((await list(`entity=${about}`)).json.items).toEqual([]);
    expect((await list(`entity=${about}&at-time=${before}`)).json.items).toMatchObject([{ id: json.id }]);
  });

  test("is replaced by PUT, which names what it replaces and changes nothing when it says the same", async () => {
    const about = entity();
    const first = await put(about, { a: 1 });
    const second = await put(about, { a: 2 });
    const again = await put(about, { a: 2 });
    expect([first.status, second.status, again.json.id]).toEqual([200, 200, second.json.id]);
    const read = await at.ask("GET", `/1/aspects/${second.json.id}`, { as: ALICE });
    expect(read.json.replaces).toBe(first.json.id);
    const old = await at.ask("GET", `/1/aspects/${first.json.id}`, { as: ALICE });
    expect(old.json["valid-to"]).toBe(read.json["valid-from"]);
    expect((await list(`entity=${about}`)).json.items).toHaveLength(1);
  });

  test("is not replaced where there are several: 424 says so", async () => {
    const about = entity();
    await add(about, { a: 1 });
    await add(about, { a: 2 });
    const refused = await put(about, { a: 3 });
    expect([refused.status, refused.json.message]).toEqual([424, expect.stringContaining("several")]);
  });

  test("of another account is neither seen nor replaced, unless its policy is open", async () => {
    const about = entity();
    const hidden = await add(about, { a: 1 });
    const open = await add(about, { a: 2 }, `&policy=${OPEN}`);
    expect((await list(`entity=${about}`, BOB)).json.items).toMatchObject([{ id: open.json.id }]);
    expect((await at.ask("GET", `/1/aspects/${hidden.json.id}`, { as: BOB })).status).toBe(404);
    expect((await at.ask("GET", `/1/aspects/${open.json.id}`, { as: BOB })).status).toBe(200);
    expect((await at.ask("DELETE", `/1/aspects/${open.json.id}`, { as: BOB })).status).toBe(403);
    expect((await at.ask("DELETE", `/1/aspects/${hidden.json.id}`, { as: BOB })).status).toBe(404);
    await put(about, { b: 1 }, BOB);
    expect((await list(`entity=${about}`)).json.items).toHaveLength(2);
  });

  test.each(["order-placed.1", "job.2", "artifact.1", "service.1"])(
    "of the platform's schema %s is not a client's to write",
    async (name) => {
      const refused = await at.ask("POST", `/1/aspects?entity=urn:x:e&schema=urn:ivcap:schema:${name}`, {
        as: ALICE,
        body: {},
      });
      expect(refused.status).toBe(403);
    },
  );

  test("of a collection is a client's to write", async () => {
    const query = `entity=${entity()}&schema=urn:ivcap:schema:artifact-collection.1`;
    expect((await at.ask("PUT", `/1/aspects?${query}`, { as: ALICE, body: { artifacts: [] } })).status).toBe(
      200,
    );
  });
});

describe("a query", () => {
  test("finds by schema with % for any text, where _ stands for itself", async () => {
    const about = entity();
    await at.ask("POST", `/1/aspects?entity=${about}&schema=urn:test:one_a.1`, { as: ALICE, body: {} });
    await at.ask("POST", `/1/aspects?entity=${about}&schema=urn:test:oneXa.1`, { as: ALICE, body: {} });
    const found = async (schema: string) =>
      (await list(`entity=${about}&schema=${encodeURIComponent(schema)}`)).json.items.length;
    expect([
      await found("urn:test:one%"),
      await found("urn:test:one_%"),
      await found("urn:test:one_a.1"),
    ]).toEqual([2, 1, 1]);
  });

  test.each(["content-path", "aspect-path"])("finds by a JSON path under the name %s", async (name) => {
    const about = entity();
    const { json } = await add(about, { images: [{ size: 20_000 }] });
    await add(about, { images: [{ size: 5 }] });
    const path = encodeURIComponent("$.images[*] ? (@.size > 10000)");
    expect((await list(`entity=${about}&${name}=${path}`)).json.items).toMatchObject([{ id: json.id }]);
  });

  test("gives contents where it is asked to", async () => {
    const about = entity();
    await add(about, { a: 1 });
    expect((await list(`entity=${about}&include-content=true`)).json.items[0]?.content).toEqual({ a: 1 });
    expect((await list(`entity=${about}`)).json.items[0]).not.toHaveProperty("content");
  });

  test("continues by its token alone, whatever else is sent along, and only for the account it was given to", async () => {
    const about = entity();
    for (let each = 0; each < 5; each++) await add(about, { each });
    const first = await list(`entity=${about}&limit=2&include-content=true&order-direction=asc`);
    const next = first.json.links.find(({ rel }) => rel === "next")?.href ?? "";
    expect(next).toMatch(/^http:\/\/[^?]+\/1\/aspects\?page=[A-Za-z0-9._-]+$/);
    const token = next.split("page=")[1];
    const second = await list(`page=${token}&entity=urn:other:1&limit=3&include-content=false`);
    expect(second.json.items.map(({ content }) => content)).toEqual([{ each: 2 }, { each: 3 }, { each: 4 }]);
    expect((await list(`page=${token}`, BOB)).status).toBe(422);
    expect((await list(`page=${token}x`)).status).toBe(422);
  });

  test.each([
    ["content-path=$.[", "content-path"],
    ["filter=name eq 'x'", "filter"],
    ["at-time=yesterday", "at-time"],
    ["limit=none", "limit"],
    ["limit=0", "limit"],
  ])("with %s is refused, and names the parameter", async (query, name) => {
    const refused = await list(query);
    expect([refused.status, refused.json.name]).toEqual([422, name]);
  });

  test.each([
    ["aspects", "entity", "&order-direction=ASC&include-content=true&content-path=$.n"],
    ["metadata", "entity-id", "&order-desc=true&include-content=false&aspect-path=$.n"],
  ])(
    "of /1/%s has links that ask the same again, under the names that it was asked by",
    async (list, name, more) => {
      const about = entity();
      for (const n of [1, 2, 3]) await add(about, { n });
      const page = await at.ask("GET", `/1/${list}?${name}=${about}&limit=2${more}`, { as: ALICE });
      expect(page.json.items).toHaveLength(2);
      const first = page.json.links.find(({ rel }) => rel === "first")?.href ?? "";
      const again = await at.ask("GET", new URL(first).pathname + new URL(first).search, { as: ALICE });
      expect(again.json.items).toEqual(page.json.items);
    },
  );

  test("with more than 50 items asked for gives 50 at most, since the CLI asks so", async () => {
    expect((await list("limit=100")).status).toBe(200);
  });
});

describe("/1/metadata", () => {
  test("shows the aspects in its own shape, and changes them", async () => {
    const about = entity();
    const added = await at.ask("POST", `/1/metadata?entity-id=${about}&schema=urn:test:m.1`, {
      as: ALICE,
      body: { a: 1 },
    });
    const id = added.json["record-id"];
    expect(id).toMatch(/^urn:ivcap:record:/);
    expect((await at.ask("GET", `/1/metadata/${id}`, { as: ALICE })).json).toMatchObject({
      id,
      entity: about,
      aspect: { a: 1 },
    });
    const changed = await at.ask("PUT", `/1/metadata/${id}`, { as: ALICE, body: { a: 2 } });
    const listed = await at.ask("GET", `/1/metadata?entity-id=${about}`, { as: ALICE });
    expect(listed.json.items).toEqual([
      { id: changed.json["record-id"], entity: about, schema: "urn:test:m.1", aspect: { a: 2 } },
    ]);
    expect((await at.ask("DELETE", `/1/metadata/${changed.json["record-id"]}`, { as: ALICE })).status).toBe(
      204,
    );
    expect((await list(`entity=${about}`)).json.items).toEqual([]);
  });
});

describe("an Idempotency-Key", () => {
  test("makes a repeated request the same request", async () => {
    const about = entity();
    const headers = { "idempotency-key": "key-1" };
    const send = (body: object) =>
      at.ask("POST", `/1/aspects?entity=${about}&schema=urn:test:i.1`, { as: ALICE, body, headers });
    const [first, second] = [await send({ a: 1 }), await send({ a: 1 })];
    expect(second.json.id).toBe(first.json.id);
    expect(second.headers["idempotency-replayed"]).toBe("true");
    expect((await list(`entity=${about}`)).json.items).toHaveLength(1);
    expect((await send({ a: 2 })).status).toBe(422);
  });
});

describe("the record", () => {
  test("has an outbox row and an audit row for each change, and an audit row for each denial", async () => {
    const about = entity();
    const { json } = await add(about, { a: 1 }, `&policy=${OPEN}`);
    await at.ask("DELETE", `/1/aspects/${json.id}`, { as: BOB });
    const outbox = await at.database.selectFrom("outbox").selectAll().where("entity", "=", about).execute();
    expect(outbox).toMatchObject([{ kind: "aspect", change: "created" }]);
    const audit = await at.database
      .selectFrom("audit")
      .selectAll()
      .where("entity", "=", json.id)
      .orderBy("id")
      .execute();
    expect(audit).toMatchObject([
      { account: `urn:ivcap:account:${ALICE}`, action: "aspect.create", decision: "allowed", policy: OPEN },
      { account: `urn:ivcap:account:${BOB}`, action: "aspect.delete", decision: "denied", policy: OPEN },
    ]);
  });
});
