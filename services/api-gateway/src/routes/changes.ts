import { type Change, change, type Done } from "@ivcap/shared/database/change";
import { failureOf, type Judged } from "@ivcap/shared/database/failures";
import type { Tables } from "@ivcap/shared/database/tables";
import { invalidParameter } from "@ivcap/shared/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Transaction } from "kysely";
import type { Parts } from "../parts";

/**
 * Runs a change for a request, with its `Idempotency-Key`, and answers with what it did.
 *
 * @param before what has to be done before the client hears that it is so
 */
export async function answerChange(
  { database }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (transaction: Transaction<Tables>) => Promise<Done>,
  before?: () => Promise<void>,
): Promise<FastifyReply> {
  const answer = await judged({ name: "body" }, () => change(database, changeOf(request), work));
  await before?.();
  if (answer.replayed) reply.header("idempotency-replayed", "true");
  return reply.code(answer.status).send(answer.body);
}

function changeOf(request: FastifyRequest): Change {
  const { identity, id, method, url, body } = request;
  const key = request.headers["idempotency-key"];
  if (key === undefined) return { identity, request: id };
  if (typeof key !== "string" || !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalidParameter(
      "Idempotency-Key",
      "has to be 1 to 255 printable characters of ASCII without spaces",
      String(key),
    );
  }
  const text = typeof body === "string" ? body : JSON.stringify(body ?? null);
  return { identity, request: id, idempotency: { key, of: `${method} ${url}\n${text}` } };
}

/** Work in which Postgres is given a client's text, if any: what it refuses there is that parameter's mistake. */
export async function judged<T>(asked: Judged | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(error, asked) ?? error;
  }
}
