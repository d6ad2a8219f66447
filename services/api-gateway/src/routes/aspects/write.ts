import type { Done } from "@ivcap/shared/database/change";
import { badRequest, invalidParameter, notFound, notUnique } from "@ivcap/shared/errors";
import { requireScope } from "@ivcap/shared/policy/authorise";
import { checkWritableSchema } from "@ivcap/shared/policy/schemas";
import {
  type AspectRow,
  addAspect,
  holdAspect,
  holdAspects,
  type NewAspect,
  retractAspect,
  saysSame,
} from "@ivcap/shared/records/aspects";
import { checkEntityUrn, idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import { answerChange } from "../changes";
import { withMember } from "./body";
import type { Projection } from "./projections";

/** What a client says of an aspect beside its content. `names` are those of its parameters, for errors. */
export type Said = {
  entity: string;
  schema: string;
  policy?: string;
  names: { entity: string; schema: string; policy: string };
};

/** Adds one more, whatever there is. */
export async function createAspect(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  said: Said,
) {
  const aspect = newAspect(parts, request, said);
  return await answerChange(parts, request, reply, async (transaction) =>
    added(projection, await addAspect(transaction, aspect), "aspect.create"),
  );
}

/** Takes the place of the account's one active record of this entity and schema, in one step; where it says so already it stays. */
export async function replaceAspect(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  said: Said,
) {
  const aspect = newAspect(parts, request, said);
  return await answerChange(parts, request, reply, async (transaction) => {
    const [active, another] = await holdAspects(transaction, aspect);
    if (another !== undefined) {
      throw notUnique(
        `there are several active aspects of schema ${aspect.schema} about ${aspect.entity}; retract all but one, or add with POST`,
      );
    }
    if (active === undefined) return added(projection, await addAspect(transaction, aspect), "aspect.update");
    parts.policy.authorise(request.identity, "update", "aspect", active, urnOf("aspect", active.id));
    if (await saysSame(transaction, active, aspect)) return unchanged(projection, active);
    const at = await retractAspect(transaction, active.id, aspect.asserter);
    const row = await addAspect(transaction, aspect, at === undefined ? undefined : { id: active.id, at });
    return added(projection, row, "aspect.update", active);
  });
}

/** Replaces one record by its id; entity and schema stay where none are given. */
export async function replaceRecord(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    id: given,
    names,
    ...said
  }: { id: string; entity?: string; schema?: string; policy?: string; names: Said["names"] },
) {
  const { identity } = request;
  requireScope(identity, "write");
  const id = idOf(projection.kind, given);
  const urn = urnOf(projection.kind, id);
  return await answerChange(parts, request, reply, async (transaction) => {
    const old = parts.policy.authorise(identity, "update", "aspect", await holdAspect(transaction, id), urn);
    checkWritableSchema(old.schema);
    const aspect = newAspect(parts, request, {
      entity: old.entity,
      schema: old.schema,
      policy: old.policy,
      ...said,
      names,
    });
    if (old.valid_to !== null) throw notFound(urn, "was retracted or replaced already");
    if (await saysSame(transaction, old, aspect)) return unchanged(projection, old);
    const at = await retractAspect(transaction, id, aspect.asserter);
    const row = await addAspect(transaction, aspect, at === undefined ? undefined : { id, at });
    return added(projection, row, "aspect.update", old);
  });
}

/** 204, also where it was retracted before. */
export async function deleteAspect(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
) {
  const { identity } = request;
  requireScope(identity, "write");
  const id = idOf(projection.kind, given);
  return await answerChange(parts, request, reply, async (transaction) => {
    const held = await holdAspect(transaction, id);
    const row = parts.policy.authorise(identity, "delete", "aspect", held, urnOf(projection.kind, id));
    checkWritableSchema(row.schema);
    const audit = { action: "aspect.delete", entity: urnOf("aspect", id), policy: row.policy };
    if (row.valid_to !== null) return { status: 204, changes: [], audit };
    await retractAspect(transaction, id, identity.principal);
    return { status: 204, changes: [retraction(row)], audit };
  });
}

function newAspect(parts: Parts, { identity, body }: FastifyRequest, { names, ...said }: Said): NewAspect {
  requireScope(identity, "write");
  if (typeof body !== "string") throw badRequest("the body is empty; a JSON object is expected");
  const entity = checkEntityUrn(names.entity, said.entity);
  const schema = checkEntityUrn(names.schema, said.schema);
  if (schema.includes("%"))
    throw invalidParameter(names.schema, "names one schema; % is for queries", schema);
  checkWritableSchema(schema);
  const policy = parts.policy.named("aspect", said.policy, names.policy);
  parts.policy.authoriseNew(identity, "aspect", policy);
  return { entity, schema, policy, account: identity.account, asserter: identity.principal, content: body };
}

function added(projection: Projection, row: AspectRow, action: string, replaced?: AspectRow): Done {
  const { content, ...rest } = row;
  return {
    status: 200,
    body: projection.added(row.id),
    changes: [
      ...(replaced === undefined ? [] : [retraction(replaced)]),
      {
        entity: row.entity,
        kind: "aspect",
        change: "created",
        payload: withMember(rest, "content", content),
      },
    ],
    audit: { action, entity: urnOf("aspect", row.id), policy: row.policy },
  };
}

const unchanged = (projection: Projection, row: AspectRow): Done => ({
  status: 200,
  body: projection.added(row.id),
  changes: [],
  audit: { action: "aspect.update", entity: urnOf("aspect", row.id), policy: row.policy },
});

const retraction = (row: AspectRow): Done["changes"][number] => ({
  entity: row.entity,
  kind: "aspect",
  change: "deleted",
  payload: { id: row.id, schema: row.schema },
});
