import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import {
  MetadataList,
  MetadataListQuery,
  MetadataRecord,
  MetadataRecordId,
} from "@ivcap/shared/schemas/aspect";
import { failures, IdParams, ref, text } from "@ivcap/shared/schemas/common";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Parts } from "../../parts";
import { readContentAsText } from "../aspects/body";
import { METADATA } from "../aspects/projections";
import { type AspectQuery, aspectList, aspectOf, defined } from "../aspects/read";
import { createAspect, deleteAspect, replaceRecord } from "../aspects/write";

const tags = ["metadata"];
const names = { entity: "entity-id", schema: "schema", policy: "policy-id" };
const body = Type.Unknown({ description: "The content: a JSON object" });
const policy = Type.Optional(text("Who may see it"));

/** `/1/metadata`: the aspects, as clients before API 0.30 know them. */
export const metadata = (parts: Parts) => async (app: FastifyInstance) => {
  readContentAsText(app);
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();

  routes.get(
    "/1/metadata",
    {
      schema: {
        tags,
        operationId: "metadata#list",
        summary: "Records, by entity, schema, content or time",
        querystring: MetadataListQuery,
        response: { 200: ref(MetadataList), ...failures() },
      },
    },
    (request, reply) => aspectList(parts, METADATA, request, reply, request.query, queryOf),
  );

  routes.post(
    "/1/metadata",
    {
      schema: {
        tags,
        operationId: "metadata#add",
        summary: "Say something about an entity",
        querystring: Type.Object({
          "entity-id": text("What the record is about"),
          schema: text("How its content is to be read"),
          "policy-id": policy,
        }),
        body,
        response: { 200: ref(MetadataRecordId), ...failures(413, 415) },
      },
    },
    (request, reply) => {
      const { "entity-id": entity, "policy-id": asked, schema } = request.query;
      return createAspect(parts, METADATA, request, reply, {
        ...defined({ policy: asked }),
        entity,
        schema,
        names,
      });
    },
  );

  routes.put(
    "/1/metadata/:id",
    {
      schema: {
        tags,
        operationId: "metadata#update_record",
        summary: "Say something in the place of one record",
        params: IdParams,
        querystring: Type.Object({
          "entity-id": Type.Optional(text("What it is about [as before]")),
          schema: Type.Optional(text("How its content is to be read [as before]")),
          "policy-id": policy,
        }),
        body,
        response: { 200: ref(MetadataRecordId), ...failures(404, 413, 415) },
      },
    },
    (request, reply) => {
      const { "entity-id": entity, "policy-id": asked, schema } = request.query;
      const said = defined({ entity, schema, policy: asked });
      return replaceRecord(parts, METADATA, request, reply, { ...said, id: request.params.id, names });
    },
  );

  routes.get(
    "/1/metadata/:id",
    {
      schema: {
        tags,
        operationId: "metadata#read",
        summary: "One record, retracted or not",
        params: IdParams,
        response: { 200: ref(MetadataRecord), ...failures(404) },
      },
    },
    (request, reply) => aspectOf(parts, METADATA, request, reply, request.params.id),
  );

  routes.delete(
    "/1/metadata/:id",
    {
      schema: {
        tags,
        operationId: "metadata#revoke",
        summary: "Retract a record; it stays readable by its id",
        params: IdParams,
        response: { 204: Type.Null({ description: "It holds no longer" }), ...failures(404) },
      },
    },
    (request, reply) => deleteAspect(parts, METADATA, request, reply, request.params.id),
  );
};

function queryOf(query: MetadataListQuery): AspectQuery {
  const { "entity-id": entity, "aspect-path": path, "order-by": order, ...rest } = query;
  const { "order-desc": descending = false, "include-content": content = true, ...shared } = rest;
  return defined({ ...shared, entity, path, order, descending, content });
}
