import type { Done } from "@ivcap/shared/database/change";
import type { Tables } from "@ivcap/shared/database/tables";
import { invalidParameter } from "@ivcap/shared/errors";
import { requireOperator } from "@ivcap/shared/policy/authorise";
import { lift, type Suspension, suspend, suspensions } from "@ivcap/shared/records/suspensions";
import { accountIdOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Transaction } from "kysely";
import type { Parts } from "../../parts";
import { answerChange } from "../changes";

export async function listSuspensions({ database }: Parts, { identity }: FastifyRequest) {
  requireOperator(identity);
  return { items: (await suspensions(database)).map(statusOf) };
}

/** All requests of the account are refused from now on; other replicas hear of it within seconds. */
export async function suspendAccount(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  { account: given, reason }: { account: string; reason: string },
) {
  const { identity } = request;
  requireOperator(identity);
  const account = accountOf(given);
  if (account === identity.account) {
    throw invalidParameter("account", "is your own: you could not lift the suspension", account);
  }
  const work = async (transaction: Transaction<Tables>): Promise<Done> => {
    const row = await suspend(transaction, { account, reason, operator: identity.principal });
    return {
      status: 200,
      body: statusOf(row),
      changes: [],
      audit: { action: "account.suspend", entity: account, policy: null },
    };
  };
  return await answerChange(parts, request, reply, work, parts.standing.refresh);
}

/** 204, also where it was not suspended. */
export async function liftSuspension(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
) {
  requireOperator(request.identity);
  const account = accountOf(given);
  const work = async (transaction: Transaction<Tables>): Promise<Done> => {
    await lift(transaction, account);
    return { status: 204, changes: [], audit: { action: "account.lift", entity: account, policy: null } };
  };
  return await answerChange(parts, request, reply, work, parts.standing.refresh);
}

/** The account as tokens name it: a suspension under another spelling would hit nobody. */
function accountOf(given: string): string {
  const id = accountIdOf(given.replace(/^urn:ivcap:account:/, ""));
  if (id === undefined)
    throw invalidParameter("account", "is no account: send urn:ivcap:account:<id>, or its id", given);
  return urnOf("account", id);
}

const statusOf = ({ account, reason, operator, since }: Suspension) => ({ account, reason, operator, since });
