import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { Aspect, AspectAddQuery, AspectId, AspectList, AspectListQuery } from "@ivcap/shared/schemas/aspect";
import { failures, IdParams, ref } from "@ivcap/shared/schemas/common";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Parts } from "../../parts";
import { readContentAsText } from "./body";
import { ASPECTS } from "./projections";
import { type AspectQuery, aspectList, aspectOf, defined } from "./read";
import { createAspect, deleteAspect, replaceAspect } from "./write";

const tags = ["aspect"];
const names = { entity: "entity", schema: "schema", policy: "policy" };
/** Kept as text; body.ts judges it. */
const body = Type.Unknown({ description: "The content: a JSON object" });

/** `/1/aspects`: what is said about entities; added and retracted, never changed. */
export const aspects = (parts: Parts) => async (app: FastifyInstance) => {
  readContentAsText(app);
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();

  routes.get(
    "/1/aspects",
    {
      schema: {
        tags,
        operationId: "aspect#list",
        summary: "Aspects, by entity, schema, content or time",
        querystring: AspectListQuery,
        response: { 200: ref(AspectList), ...failures() },
      },
    },
    (request, reply) => aspectList(parts, ASPECTS, request, reply, request.query, queryOf),
  );

  routes.post(
    "/1/aspects",
    {
      schema: {
        tags,
        operationId: "aspect#create",
        summary: "Say something about an entity",
        querystring: AspectAddQuery,
        body,
        response: { 200: ref(AspectId), ...failures(413, 415) },
      },
    },
    (request, reply) => createAspect(parts, ASPECTS, request, reply, { ...request.query, names }),
  );

  routes.put(
    "/1/aspects",
    {
      schema: {
        tags,
        operationId: "aspect#update",
        summary: "Say something in the place of your one aspect of that entity and schema",
        querystring: AspectAddQuery,
        body,
        response: { 200: ref(AspectId), ...failures(413, 415, 424) },
      },
    },
    (request, reply) => replaceAspect(parts, ASPECTS, request, reply, { ...request.query, names }),
  );

  routes.get(
    "/1/aspects/:id",
    {
      schema: {
        tags,
        operationId: "aspect#read",
        summary: "One aspect, retracted or not",
        params: IdParams,
        response: { 200: ref(Aspect), ...failures(404) },
      },
    },
    (request, reply) => aspectOf(parts, ASPECTS, request, reply, request.params.id),
  );

  routes.delete(
    "/1/aspects/:id",
    {
      schema: {
        tags,
        operationId: "aspect#retract",
        summary: "Retract an aspect; it stays readable by its id",
        params: IdParams,
        response: { 204: Type.Null({ description: "It holds no longer" }), ...failures(404) },
      },
    },
    (request, reply) => deleteAspect(parts, ASPECTS, request, reply, request.params.id),
  );
};

/** The query under the names that both projections share. */
function queryOf(query: AspectListQuery): AspectQuery {
  const { "content-path": contentPath, "aspect-path": aspectPath, "order-by": order, ...rest } = query;
  const { "order-direction": direction, "order-desc": desc, "include-content": content, ...shared } = rest;
  return defined({
    ...shared,
    path: contentPath ?? aspectPath,
    order,
    descending: direction === undefined ? desc : direction.toUpperCase() !== "ASC",
    content,
  });
}
