import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ALICE, type Answer, BOB, gateway } from "../support/gateway";
import { definitionOf } from "./access/entities";

const at = await gateway({ DATABASE_CONNECTIONS: "10" });
afterAll(() => at.stop());

const AT_ONCE = 20;
const all = <T>(make: (each: number) => Promise<T>, many = AT_ONCE): Promise<T[]> =>
  Promise.all(Array.from({ length: many }, (_, each) => make(each)));
const statusesOf = (answers: Answer[]) => [...new Set(answers.map(({ status }) => status))].sort();
const rowsOf = async <Row>(query: string) => (await sql.raw<Row>(query).execute(at.database)).rows;

type Aspect = { id: string; replaces: string | null; valid_from: string; valid_to: string | null };
const historyOf = (entity: string) =>
  rowsOf<Aspect>(
    `select id, replaces, valid_from, valid_to from aspect where entity = '${entity}' order by valid_from, valid_to nulls last`,
  );
const publishedOf = async (entity: string) =>
  (await rowsOf<{ change: string }>(`select change from outbox where entity = '${entity}' order by id`)).map(
    ({ change }) => change,
  );

/** From the active one back to the first: none is left out, none is there twice, and each begins when the one before ends. */
function expectChain(history: Aspect[], length: number): void {
  const byId = new Map(history.map((each) => [each.id, each]));
  const active = history.filter((each) => each.valid_to === null);
  expect([history.length, active.length]).toEqual([length, 1]);
  let steps = 0;
  for (let later = active[0]; later !== undefined; steps++) {
    const before: Aspect | undefined = later.replaces === null ? undefined : byId.get(later.replaces);
    if (before !== undefined) expect(before.valid_to).toBe(later.valid_from);
    later = before;
  }
  expect(steps).toBe(length);
}

describe("twenty PUT at once of one aspect", () => {
  const put = (entity: string, content: object, as = ALICE) =>
    at.ask("PUT", `/1/aspects?entity=${entity}&schema=urn:test:schema:race.1`, { as, body: content });

  test("leave one active, the others a chain by replaces without a gap, and each is published", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const answers = await all((each) => put(entity, { each }));
    expect(statusesOf(answers)).toEqual([200]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(AT_ONCE);
    expectChain(await historyOf(entity), AT_ONCE);
    const published = await publishedOf(entity);
    expect(published.filter((change) => change === "created").length).toBe(AT_ONCE);
    expect(published.filter((change) => change === "deleted").length).toBe(AT_ONCE - 1);
  });

  test("that say the same make one", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const answers = await all(() => put(entity, { same: true }));
    expect(statusesOf(answers)).toEqual([200]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expectChain(await historyOf(entity), 1);
    expect(await publishedOf(entity)).toEqual(["created"]);
  });

  test("of two accounts leave one of each, and neither sees the other's", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const answers = await all((each) => put(entity, { each }, each % 2 === 0 ? ALICE : BOB));
    expect(statusesOf(answers)).toEqual([200]);
    for (const as of [ALICE, BOB]) {
      const { json } = await at.ask("GET", `/1/aspects?entity=${entity}`, { as });
      expect(json.items.length).toBe(1);
      const own = (await historyOf(entity)).filter(({ id }) =>
        answers.some(({ json }, each) => json.id.endsWith(id) && (each % 2 === 0 ? ALICE : BOB) === as),
      );
      expectChain(own, AT_ONCE / 2);
    }
  });

  test("that race with retractions leave at most one active, and nothing is retracted twice", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const first = (await put(entity, { first: true })).json.id;
    const answers = await all((each) =>
      each % 2 === 0 ? put(entity, { each }) : at.ask("DELETE", `/1/aspects/${first}`, { as: ALICE }),
    );
    expect(statusesOf(answers)).toEqual([200, 204]);
    const history = await historyOf(entity);
    expect(history.filter((each) => each.valid_to === null).length).toBe(1);
    expect((await publishedOf(entity)).filter((change) => change === "deleted").length).toBe(
      history.length - 1,
    );
  });

  test("by its record's id: one takes its place, the others hear that it is gone", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const id = (await put(entity, { first: true })).json.id.slice(-36);
    const answers = await all((each) => at.ask("PUT", `/1/metadata/${id}`, { as: ALICE, body: { each } }));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect(statusesOf(answers)).toEqual([200, 404]);
    expectChain(await historyOf(entity), 2);
  });
});

describe("twenty PUT at once of one service", () => {
  const put = (id: string, name: string, as = ALICE) =>
    at.ask("PUT", `/1/services/${id}?force-create=true`, { as, body: { ...definitionOf("open"), name } });
  type Revision = { account: string; revision: number; valid_from: string; valid_to: string | null };
  const revisionsOf = (id: string) =>
    rowsOf<Revision>(
      `select account, revision, valid_from, valid_to from service_revision where service = '${id}' order by revision`,
    );

  function expectRevisions(revisions: Revision[], length: number): void {
    expect(revisions.map(({ revision }) => revision)).toEqual(Array.from({ length }, (_, each) => each + 1));
    revisions.forEach(({ valid_to }, each) => {
      expect(valid_to).toBe(revisions[each + 1]?.valid_from ?? null);
    });
  }

  test("that make it: each is a revision, one after the other", async () => {
    const id = randomUUID();
    const answers = await all((each) => put(id, `name ${each}`));
    expect(statusesOf(answers)).toEqual([200]);
    expectRevisions(await revisionsOf(id), AT_ONCE);
  });

  test("that say the same make one revision", async () => {
    const id = randomUUID();
    expect(statusesOf(await all(() => put(id, "same")))).toEqual([200]);
    expectRevisions(await revisionsOf(id), 1);
  });

  test("by two accounts: it is the one's that came first, and the other's are refused", async () => {
    const id = randomUUID();
    const answers = await all((each) => put(id, `name ${each}`, each % 2 === 0 ? ALICE : BOB));
    const revisions = await revisionsOf(id);
    expect(new Set(revisions.map(({ account }) => account)).size).toBe(1);
    const mine = revisions[0]?.account.endsWith(ALICE) ? 0 : 1;
    expect(statusesOf(answers.filter((_, each) => each % 2 === mine))).toEqual([200]);
    expect(statusesOf(answers.filter((_, each) => each % 2 !== mine))).toEqual([403]);
    expectRevisions(revisions, AT_ONCE / 2);
  });

  test("that race with deletions end open or deleted, never twice open", async () => {
    const id = randomUUID();
    await put(id, "first");
    const answers = await all((each) =>
      each % 2 === 0 ? put(id, `name ${each}`) : at.ask("DELETE", `/1/services/${id}`, { as: ALICE }),
    );
    expect(statusesOf(answers)).toEqual([200, 204]);
    const revisions = await revisionsOf(id);
    expect(revisions.filter(({ valid_to }) => valid_to === null).length).toBeLessThan(2);
    expect((await at.ask("GET", `/1/services/${id}`, { as: ALICE })).status).toBe(
      revisions.some(({ valid_to }) => valid_to === null) ? 200 : 404,
    );
  });

  test("POST of one definition twenty times at once makes one service", async () => {
    const body = { ...definitionOf("open"), name: `posted ${randomUUID()}` };
    const answers = await all(() => at.ask("POST", "/1/services", { as: ALICE, body }));
    expect(statusesOf(answers)).toEqual([201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  });
});

describe("one Idempotency-Key, twenty times at once", () => {
  test("has one effect, and everybody gets the very same answer", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const headers = { "idempotency-key": randomUUID() };
    const path = `/1/aspects?entity=${entity}&schema=urn:test:schema:race.1`;
    const answers = await all(() => at.ask("POST", path, { as: ALICE, body: { a: 1 }, headers }));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers["idempotency-replayed"] === "true").length).toBe(
      AT_ONCE - 1,
    );
    expect((await historyOf(entity)).length).toBe(1);
    expect(await publishedOf(entity)).toEqual(["created"]);
  });

  test("with other bodies has one effect, and the others hear why not", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    const headers = { "idempotency-key": randomUUID() };
    const path = `/1/aspects?entity=${entity}&schema=urn:test:schema:race.1`;
    const answers = await all((each) => at.ask("POST", path, { as: ALICE, body: { each }, headers }));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    for (const { status, json } of answers.filter(({ status }) => status !== 200))
      expect([status, json.name]).toEqual([422, "Idempotency-Key"]);
    expect((await historyOf(entity)).length).toBe(1);
  });

  test("of two accounts are two keys", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const answers = await all(
      (each) =>
        at.ask("POST", `/1/aspects?entity=urn:test:entity:${each}&schema=urn:test:schema:race.1`, {
          as: each === 0 ? ALICE : BOB,
          body: { each },
          headers,
        }),
      2,
    );
    expect(statusesOf(answers)).toEqual([200]);
    expect(answers[0]?.json.id).not.toBe(answers[1]?.json.id);
  });

  test("whose first attempt was refused may be sent again", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const path = "/1/aspects?entity=urn:test:entity:again&schema=urn:test:schema:race.1";
    expect((await at.ask("POST", path, { as: ALICE, body: '{"a":"\\u0000"}', headers })).status).toBe(422);
    expect((await at.ask("POST", path, { as: ALICE, body: { a: 1 }, headers })).status).toBe(200);
  });
});
