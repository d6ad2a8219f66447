import type { Recorder } from "../exchange";
import { type Listed, nextPage, SCHEMA } from "./samples";

const ENTITY = "urn:example:contract:metadata";
const pair = { "entity-id": ENTITY, schema: SCHEMA };
type Added = { "record-id": string };

/** Each operation on metadata with success, and with every parameter that the document has. @returns the id of one that stays */
export async function metadata(gateway: Recorder): Promise<string> {
  const policy = { "policy-id": "urn:ivcap:policy:ivcap.open.metadata" };
  const first = await gateway.call<Added>("POST /1/metadata", "one is added", 200, {
    query: { ...pair, ...policy },
    body: { size: 1 },
  });
  const record = await gateway.call<Added>("PUT /1/metadata/{id}", "it is replaced", 200, {
    path: { id: first["record-id"] },
    query: { ...pair, ...policy },
    body: { size: 2 },
  });
  const id = record["record-id"];
  await gateway.call("GET /1/metadata/{id}", "it is read", 200, { path: { id } });
  const other = await gateway.call<Added>("POST /1/metadata", "another is added", 200, {
    query: { "entity-id": ENTITY, schema: `${SCHEMA}.b` },
    body: { size: 3 },
  });

  const asked = { "entity-id": ENTITY, schema: "urn:example:schema:%" };
  const list = await gateway.call<Listed>("GET /1/metadata", "a first page is listed", 200, {
    query: {
      ...asked,
      limit: "1",
      filter: "",
      "order-by": "valid_from",
      "order-desc": "true",
      "include-content": "true",
    },
  });
  await gateway.call("GET /1/metadata", "the next page is listed", 200, {
    query: { page: nextPage(list), limit: "1" },
  });
  await gateway.call("GET /1/metadata", "content is searched", 200, {
    query: { ...asked, "aspect-path": "$.size ? (@ > 1)", "at-time": new Date().toISOString() },
  });
  const gone = { path: { id: other["record-id"] } };
  await gateway.call("DELETE /1/metadata/{id}", "it is revoked", 204, gone);
  await gateway.call("GET /1/metadata/{id}", "a revoked one is read", 200, gone);
  return id;
}
