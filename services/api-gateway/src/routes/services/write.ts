import type { Done } from "@ivcap/shared/database/change";
import { notFound } from "@ivcap/shared/errors";
import { requireScope } from "@ivcap/shared/policy/authorise";
import {
  addService,
  endService,
  holdService,
  insertService,
  reviseService,
  type ServiceRow,
} from "@ivcap/shared/records/services";
import type { ServiceDefinition } from "@ivcap/shared/schemas/service";
import { idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import { answerChange } from "../changes";
import type { ServiceProjection } from "./projection";

type Kind = Done["changes"][number]["change"];

/** 201, also where the account has this very service already. */
export async function createService(
  parts: Parts,
  projection: ServiceProjection,
  request: FastifyRequest,
  reply: FastifyReply,
  body: ServiceDefinition,
) {
  const { identity } = request;
  requireScope(identity, "write");
  const revision = revisionOf(parts, request, body);
  parts.policy.authoriseNew(identity, "service", revision.policy);
  return await answerChange(parts, request, reply, async (transaction) => {
    const { row, added } = await addService(transaction, revision);
    return done(parts, projection, request, row, {
      status: 201,
      action: "service.create",
      change: added ? "created" : undefined,
    });
  });
}

/** 200, also where it says so already. An id stays with the account that had it first. */
export async function updateService(
  parts: Parts,
  projection: ServiceProjection,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    id: given,
    create,
    body,
    status = 200,
  }: { id: string; create: boolean; body: ServiceDefinition; status?: number },
) {
  const { identity } = request;
  requireScope(identity, "write");
  const id = idOf("service", given);
  const urn = urnOf("service", id);
  const revision = revisionOf(parts, request, body);
  return await answerChange(parts, request, reply, async (transaction) => {
    const { owner, open } = await holdService(transaction, id);
    const outcome = (row: ServiceRow, change: Kind | undefined) =>
      done(parts, projection, request, row, { status, action: "service.update", change });
    if (open !== undefined) {
      parts.policy.authorise(identity, "update", "service", open, urn);
      parts.policy.authoriseNew(identity, "service", revision.policy);
      const { row, changed } = await reviseService(transaction, id, open, revision);
      return outcome(row, changed ? "updated" : undefined);
    }
    if (!create) throw notFound(urn, "cannot be found; force-create=true makes it");
    if (owner !== undefined && owner !== identity.account) throw notFound(urn);
    parts.policy.authoriseNew(identity, "service", revision.policy);
    if (owner === undefined) return outcome(await insertService(transaction, id, revision), "created");
    return outcome((await reviseService(transaction, id, undefined, revision)).row, "created");
  });
}

/** 204, also where it was deleted before by its owner. */
export async function deleteService(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
) {
  const { identity } = request;
  requireScope(identity, "write");
  const id = idOf("service", given);
  const urn = urnOf("service", id);
  return await answerChange(parts, request, reply, async (transaction) => {
    const { owner, open } = await holdService(transaction, id);
    const gone = open === undefined && owner === identity.account;
    const audit = { action: "service.delete", entity: urn, policy: open?.policy ?? null };
    if (gone) return { status: 204, changes: [], audit };
    parts.policy.authorise(identity, "delete", "service", open, urn);
    await endService(transaction, id);
    return {
      status: 204,
      changes: [{ entity: urn, kind: "service", change: "deleted", payload: {} }],
      audit,
    };
  });
}

function revisionOf({ policy }: Parts, { identity }: FastifyRequest, body: ServiceDefinition) {
  return {
    account: identity.account,
    author: identity.principal,
    policy: policy.named("service", body.policy),
    definition: body,
  };
}

function done(
  parts: Parts,
  projection: ServiceProjection,
  request: FastifyRequest,
  row: ServiceRow,
  { status, action, change }: { status: number; action: string; change: Kind | undefined },
): Done {
  const entity = urnOf("service", row.service);
  return {
    status,
    body: projection.status(parts.base(request), row),
    changes:
      change === undefined
        ? []
        : [
            {
              entity,
              kind: "service",
              change,
              payload: {
                revision: row.revision,
                account: row.account,
                policy: row.policy,
                definition: row.definition,
              },
            },
          ],
    audit: { action, entity, policy: row.policy },
  };
}
