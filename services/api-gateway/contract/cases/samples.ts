import type { OperationName } from "../document";
import type { Request } from "../exchange";

export const SCHEMA = "urn:example:schema:contract.1";

export type Listed = { items: { id: string }[]; links: { rel: string; href: string }[] };

/** The token of the next page. @throws Error where there is none: the list was meant to have one */
export function nextPage({ links }: Listed): string {
  const href = links.find(({ rel }) => rel === "next")?.href;
  if (href === undefined) throw new Error("a list that has more than one page offers no next one");
  return new URL(href).searchParams.get("page") ?? "";
}

/** A service with everything that its schema has. */
export const definition = (name: string) => ({
  name,
  description: "Finds what burns",
  tags: ["fire", "risk"],
  policy: "urn:ivcap:policy:ivcap.open.service",
  references: [{ title: "How it works", uri: "https://example.org/how" }],
  parameters: [
    {
      name: "region",
      label: "Region",
      type: "option",
      description: "Where to look",
      default: "north",
      options: [{ value: "north", description: "The north" }, { value: "south" }],
    },
    { name: "threshold", type: "float", description: "Rain of a month", unit: "m", optional: true },
    { name: "verbose", type: "bool", description: "Says more", constant: false, unary: true },
  ],
  workflow: {
    type: "basic",
    basic: { image: "alpine", command: ["/bin/sh"], memory: { request: "10Mi", limit: "100Mi" } },
  },
});

/** A request of each operation that would succeed, for what is then left out or broken. */
export const requests = (
  ids: Record<"service" | "aspect" | "record", string>,
): Record<OperationName, Request> => {
  const [service, aspect, record] = [ids.service, ids.aspect, ids.record].map((id) => ({ path: { id } }));
  const body = { size: 1 };
  const entity = { entity: "urn:example:contract:refused", schema: SCHEMA };
  const meta = { "entity-id": "urn:example:contract:refused", schema: SCHEMA };
  return {
    "GET /1/services": {},
    "POST /1/services": { body: definition("Contract refused") },
    "GET /1/services/{id}": { ...service },
    "PUT /1/services/{id}": { ...service, body: definition("Contract refused") },
    "DELETE /1/services/{id}": { ...service },
    "GET /1/aspects": { query: { schema: "%" } },
    "POST /1/aspects": { query: entity, body },
    "PUT /1/aspects": { query: entity, body },
    "GET /1/aspects/{id}": { ...aspect },
    "DELETE /1/aspects/{id}": { ...aspect },
    "GET /1/metadata": { query: { schema: "%" } },
    "POST /1/metadata": { query: meta, body },
    "GET /1/metadata/{id}": { ...record },
    "PUT /1/metadata/{id}": { ...record, query: meta, body },
    "DELETE /1/metadata/{id}": { ...record },
  };
};
