import type { Recorder } from "../exchange";
import { type Listed, nextPage, SCHEMA } from "./samples";

const ENTITY = "urn:example:contract:aspects";
const pair = { entity: ENTITY, schema: SCHEMA };

/** Each operation on aspects with success, and with every parameter that the document has. @returns the id of one that stays */
export async function aspects(gateway: Recorder): Promise<string> {
  const added = await gateway.call<{ id: string }>("POST /1/aspects", "one is added", 200, {
    query: { ...pair, policy: "urn:ivcap:policy:ivcap.open.metadata" },
    body: { $schema: SCHEMA, images: [{ size: 20_000 }] },
  });
  const { id } = await gateway.call<{ id: string }>("PUT /1/aspects", "it is replaced", 200, {
    query: { ...pair, policy: "urn:ivcap:policy:ivcap.open.metadata" },
    body: { images: [{ size: 30_000 }] },
  });
  await gateway.call("POST /1/aspects", "a second of its kind is added", 200, {
    query: pair,
    body: { images: [] },
  });
  await gateway.call("PUT /1/aspects", "two are active", 424, { query: pair, body: {} });
  await gateway.call("GET /1/aspects/{id}", "it is read", 200, { path: { id } });
  await gateway.call("GET /1/aspects/{id}", "one that was replaced is read", 200, { path: { id: added.id } });

  const asked = { entity: ENTITY, schema: "urn:example:schema:%", "include-content": "true" };
  const list = await gateway.call<Listed>("GET /1/aspects", "a first page is listed", 200, {
    query: { ...asked, limit: "1", "order-by": "valid_from", "order-direction": "ASC" },
  });
  await gateway.call("GET /1/aspects", "the next page is listed", 200, {
    query: { page: nextPage(list), limit: "1" },
  });
  await gateway.call("GET /1/aspects", "content is searched", 200, {
    query: {
      ...asked,
      "content-path": "$.images[*] ? (@.size > 10000)",
      filter: `schema eq '${SCHEMA}'`,
      "at-time": new Date().toISOString(),
    },
  });
  const { id: short } = await gateway.call<{ id: string }>(
    "POST /1/aspects",
    "a short-lived one is added",
    200,
    {
      query: { entity: `${ENTITY}:short`, schema: SCHEMA },
      body: {},
    },
  );
  await gateway.call("DELETE /1/aspects/{id}", "it is retracted", 204, { path: { id: short } });
  await gateway.call("GET /1/aspects/{id}", "a retracted one is read", 200, { path: { id: short } });
  return id;
}
