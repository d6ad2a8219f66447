import { parseFilter } from "@ivcap/shared/filter/parse";
import { filterSql } from "@ivcap/shared/filter/sql";
import { requireScope } from "@ivcap/shared/policy/authorise";
import { waysAllowed } from "@ivcap/shared/policy/predicate";
import { type AspectOrder, listAspects, ofEntity, ofSchema, readAspect } from "@ivcap/shared/records/aspects";
import { checkEntityUrn, idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import { judged } from "../changes";
import { askedFor, firstAttribute, type Given, linksOf, queryIn } from "../lists";
import type { Projection } from "./projections";

/** What both lists ask alike; undefined is not given. */
export type AspectQuery = {
  limit?: number;
  page?: string;
  filter?: string;
  "at-time"?: string;
  entity?: string;
  schema?: string;
  path?: string;
  order?: string;
  descending?: boolean;
  content?: boolean;
};

/** Without what is undefined. */
export const defined = <T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never;

/** Fields of `filter`, and the columns that hold them. */
const FIELDS = {
  id: "aspect id",
  entity: "text",
  schema: "text",
  policy: "text",
  account: "text",
  asserter: "text",
  "valid-from": "instant",
} as const;
const COLUMNS = {
  id: "id",
  entity: "entity",
  schema: "schema",
  policy: "policy",
  account: "account",
  asserter: "asserter",
  "valid-from": "valid_from",
} as const;

/** Other names of what is all the same are those of the API's documents. */
const ORDERS: ReadonlyMap<string, AspectOrder> = new Map([
  ["entity", "entity"],
  ["schema", "schema"],
  ["policy", "policy"],
  ["account", "account"],
  ["asserter", "asserter"],
  ["created_by", "asserter"],
]);

/**
 * @param given the query as the client wrote it: links and page tokens hold it so
 * @param queryOf what it asks, under the names that both lists share
 */
export async function aspectList<Q extends Given>(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  given: Q,
  queryOf: (query: Q) => AspectQuery,
) {
  const { identity } = request;
  requireScope(identity, "read");
  const list = projection.resource;
  const asked = askedFor(parts, identity, list, given);
  const { filter, entity, schema, path, order, descending = true, content = false } = queryOf(asked.query);
  const find = () =>
    listAspects(parts.database, {
      ...asked,
      order: ORDERS.get(firstAttribute(order)) ?? "valid_from",
      descending,
      content,
      ...(path === undefined ? {} : { path }),
      allowed: waysAllowed(parts.policy.predicateOf(identity, "read", "aspect")),
      where: [
        ...(entity === undefined ? [] : [ofEntity(checkEntityUrn(projection.parameters.entity, entity))]),
        ...(schema === undefined ? [] : [ofSchema(schema)]),
        ...(filter === undefined ? [] : [filterSql(parseFilter(filter, FIELDS), COLUMNS)]),
      ],
    });
  const page = await judged(queryIn(projection.parameters.path, path) ?? queryIn("filter", filter), () =>
    path === undefined ? find() : parts.paths(identity.account, find),
  );
  const base = parts.base(request);
  const about = {
    ...(entity === undefined ? {} : { entity }),
    ...(schema === undefined ? {} : { schema }),
    ...(path === undefined ? {} : { "aspect-path": path }),
    "at-time": page.atTime,
    links: linksOf(parts, identity, { base, list, asked, given, page }),
  };
  const items = page.rows.map((row) => projection.item(row)).join(",");
  return json(reply, `{"items":[${items}],${JSON.stringify(about).slice(1)}`);
}

export async function aspectOf(
  parts: Parts,
  projection: Projection,
  request: FastifyRequest,
  reply: FastifyReply,
  given: string,
) {
  requireScope(request.identity, "read");
  const id = idOf(projection.kind, given);
  const row = await readAspect(parts.database, id);
  const found = parts.policy.authorise(request.identity, "read", "aspect", row, urnOf(projection.kind, id));
  return json(reply, projection.one(parts.base(request), found));
}

/** JSON that is written already. */
const json = (reply: FastifyReply, text: string) =>
  reply
    .type("application/json; charset=utf-8")
    .serializer((body: string) => body)
    .send(text);
