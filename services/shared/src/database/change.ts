import { createHash } from "node:crypto";
import { sql, type Transaction } from "kysely";
import { invalidParameter, notAvailable } from "../errors";
import type { Identity } from "../identity";
import type { Database } from "./connect";
import { failureOf } from "./failures";
import type { Tables } from "./tables";

export type Change = {
  identity: Identity;
  /** Id of the request, so that log and audit tell of the same. */
  request: string;
  /** What a client sends to name one attempt, and what else it sent with it. */
  idempotency?: { key: string; of: string };
};

/** What a change did: what the client hears, what is published, what the audit keeps. */
export type Done = {
  status: number;
  /** JSON body of the answer; undefined for none. */
  body?: unknown;
  /** One for each entity that changed; none where it was so already. */
  changes: {
    entity: string;
    kind: string;
    change: "created" | "updated" | "deleted";
    /** What is published of it; as JSON text where numbers have to keep their digits. */
    payload: object | string;
  }[];
  audit: { action: string; entity: string; policy: string | null };
};

export type Answer = { status: number; body?: unknown; replayed: boolean };

/**
 * One change in one transaction: the rows, what is to be published of it, its line in the audit, and the answer that a repeated request
 * with the same `Idempotency-Key` gets. All of it or nothing.
 *
 * @throws ApiError 422 where the key came with another request before; 503 where nobody knows whether it was kept
 */
export async function change(
  database: Database,
  { identity, request, idempotency }: Change,
  work: (transaction: Transaction<Tables>) => Promise<Done>,
): Promise<Answer> {
  let committing = false;
  const all = async (transaction: Transaction<Tables>): Promise<Answer> => {
    if (idempotency !== undefined) {
      const before = await answered(transaction, identity.account, idempotency);
      if (before !== undefined) return before;
    }
    const done = await work(transaction);
    await record(transaction, identity, request, done);
    if (idempotency !== undefined) {
      await transaction
        .updateTable("idempotency")
        .set({ status: done.status, body: done.body === undefined ? null : JSON.stringify(done.body) })
        .where("account", "=", identity.account)
        .where("key", "=", idempotency.key)
        .execute();
    }
    committing = true;
    return { status: done.status, body: done.body, replayed: false };
  };
  try {
    return await database.transaction().execute(all);
  } catch (error) {
    throw committing && failureOf(error)?.status === 503 ? unsure() : error;
  }
}

/** The answer to `commit` never came. */
const unsure = () =>
  notAvailable(
    "the database went away while it kept the change, which may have been made or not; send it again with the same Idempotency-Key, or look",
  );

/** The answer given to this key before. The row is inserted first, so that an attempt that still runs is waited for. */
async function answered(
  transaction: Transaction<Tables>,
  account: string,
  { key, of }: { key: string; of: string },
): Promise<Answer | undefined> {
  const request = createHash("sha256").update(of).digest("hex");
  const inserted = await transaction
    .insertInto("idempotency")
    .values({ account, key, request })
    .onConflict((conflict) => conflict.doNothing())
    .returning("key")
    .executeTakeFirst();
  if (inserted !== undefined) return undefined;
  const row = await transaction
    .selectFrom("idempotency")
    .select(["request", "status", "body"])
    .where("account", "=", account)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  if (row.request !== request) {
    throw invalidParameter(
      "Idempotency-Key",
      "was sent with another request before; a new request needs a new key",
      key,
    );
  }
  return {
    status: row.status ?? 200,
    ...(row.body === null ? {} : { body: JSON.parse(row.body) as unknown }),
    replayed: true,
  };
}

async function record(
  transaction: Transaction<Tables>,
  identity: Identity,
  request: string,
  { changes, audit }: Done,
): Promise<void> {
  if (changes.length > 0) {
    await transaction
      .insertInto("outbox")
      .values(changes.map((entry) => ({ ...entry, payload: textOf(entry.payload) })))
      .execute();
  }
  await transaction
    .insertInto("audit")
    .values({
      ...audit,
      account: identity.account,
      principal: identity.principal,
      decision: "allowed",
      request,
    })
    .execute();
}

const textOf = (payload: object | string) =>
  typeof payload === "string" ? payload : JSON.stringify(payload);

/** Keeps a denial, in a transaction of its own: what was refused changes nothing else. */
export async function recordDenial(
  database: Database,
  identity: Identity,
  request: string,
  audit: Done["audit"],
): Promise<void> {
  await database
    .insertInto("audit")
    .values({
      ...audit,
      account: identity.account,
      principal: identity.principal,
      decision: "denied",
      request,
    })
    .execute();
}

/** Forgets answers that are older than a day: nobody repeats a request after that. */
export async function forgetAnswers(database: Database): Promise<void> {
  await database
    .deleteFrom("idempotency")
    .where("created_at", "<", sql<string>`now() - interval '1 day'`)
    .execute();
}

/** The database's clock, in milliseconds; of the moment, not of the transaction's start, which may lie before what it waited for. */
export const thisInstant = sql<string>`date_trunc('milliseconds', clock_timestamp())`;

/** Makes transactions that change the same thing wait for each other, where there may be no row to lock. */
export async function lockOn(transaction: Transaction<Tables>, ...what: string[]): Promise<void> {
  const digest = createHash("sha256").update(what.join("\0")).digest();
  await sql`select pg_advisory_xact_lock(${digest.readBigInt64BE(0).toString()}::bigint)`.execute(
    transaction,
  );
}
