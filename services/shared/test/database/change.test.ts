import { change, type Done, forgetAnswers } from "@ivcap/shared/database/change";
import { addAspect } from "@ivcap/shared/records/aspects";
import { expect, test } from "@jest/globals";
import { sql } from "kysely";
import { databaseForTests } from "../support/database";

const identity = {
  account: "urn:ivcap:account:a",
  principal: "urn:ivcap:principal:p",
  scopes: new Set<string>(),
  operator: false,
};
const aspect = {
  entity: "urn:e:1",
  schema: "urn:s:1",
  account: identity.account,
  policy: "urn:p",
  asserter: identity.principal,
  content: "{}",
};
const done = (id: string): Done => ({
  status: 200,
  body: { id },
  changes: [{ entity: "urn:e:1", kind: "aspect", change: "created", payload: { id } }],
  audit: { action: "aspect.create", entity: id, policy: "urn:p" },
});

const at = databaseForTests(4);

const counts = async () => {
  const of = async (table: "aspect" | "outbox" | "audit" | "idempotency") =>
    Number(
      (await at.database.selectFrom(table).select(sql<string>`count(*)`.as("n")).executeTakeFirstOrThrow()).n,
    );
  return Promise.all([of("aspect"), of("outbox"), of("audit"), of("idempotency")]);
};

test("a change writes its rows, what is to be published and its audit line, or none of them", async () => {
  const before = await counts();
  const broken = change(
    at.database,
    { identity, request: "r", idempotency: { key: "broken", of: "x" } },
    async (transaction) => {
      await addAspect(transaction, aspect);
      throw new Error("in the middle");
    },
  );
  await expect(broken).rejects.toThrow("in the middle");
  expect(await counts()).toEqual(before);
  await change(at.database, { identity, request: "r" }, async (transaction) =>
    done((await addAspect(transaction, aspect)).id),
  );
  expect(await counts()).toEqual([before[0] + 1, before[1] + 1, before[2] + 1, before[3]].map(Number));
});

test("attempts with one key that run at once have one effect and one answer", async () => {
  const before = await counts();
  const attempt = () =>
    change(
      at.database,
      { identity, request: "r", idempotency: { key: "racing", of: "same" } },
      async (transaction) => done((await addAspect(transaction, aspect)).id),
    );
  const answers = await Promise.all([attempt(), attempt(), attempt()]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(answers.filter(({ replayed }) => replayed)).toHaveLength(2);
  expect((await counts())[0]).toBe(before[0] + 1);
});

test("an answer is forgotten after a day", async () => {
  const once = () =>
    change(at.database, { identity, request: "r", idempotency: { key: "old", of: "x" } }, async () =>
      done("urn:x"),
    );
  await once();
  await at.database
    .updateTable("idempotency")
    .set({ created_at: sql`now() - interval '25 hours'` })
    .where("key", "=", "old")
    .execute();
  await forgetAnswers(at.database);
  expect((await once()).replayed).toBe(false);
});
