import { parseFilter } from "@ivcap/shared/filter/parse";
import { filterSql } from "@ivcap/shared/filter/sql";
import { requireScope } from "@ivcap/shared/policy/authorise";
import { waysAllowed } from "@ivcap/shared/policy/predicate";
import { listServices, type ServiceOrder } from "@ivcap/shared/records/services";
import type { ServiceListQuery } from "@ivcap/shared/schemas/service";
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import type { Parts } from "../../parts";
import { judged } from "../changes";
import { askedFor, firstAttribute, linksOf, queryIn } from "../lists";
import type { ServiceProjection } from "./projection";

/** Fields of `filter`, and the columns that hold them. */
const FIELDS = {
  id: "service id",
  name: "text",
  description: "text",
  policy: "text",
  account: "text",
  "published-at": "instant",
} as const;
const COLUMNS = {
  id: "service",
  name: "name",
  description: "description",
  policy: "policy",
  account: "account",
  "published-at": "published_at",
} as const;

export async function listOfServices(
  parts: Parts,
  projection: ServiceProjection,
  request: FastifyRequest,
  given: Static<typeof ServiceListQuery>,
) {
  const { identity } = request;
  requireScope(identity, "read");
  const list = projection.resource;
  const asked = askedFor(parts, identity, list, given);
  const { filter } = asked.query;
  const order: ServiceOrder = firstAttribute(asked.query["order-by"]) === "name" ? "name" : "published_at";
  const page = await judged(queryIn("filter", filter), () =>
    listServices(parts.database, {
      ...asked,
      order,
      descending: asked.query["order-desc"] ?? true,
      allowed: waysAllowed(parts.policy.predicateOf(identity, "read", "service")),
      where: [...(filter === undefined ? [] : [filterSql(parseFilter(filter, FIELDS), COLUMNS)])],
    }),
  );
  const base = parts.base(request);
  return {
    items: page.rows.map((row) => projection.item(base, row)),
    links: linksOf(parts, identity, { base, list, asked, given, page }),
    "at-time": page.atTime,
  };
}
