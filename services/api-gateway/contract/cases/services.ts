import type { Recorder } from "../exchange";
import { definition, type Listed, nextPage } from "./samples";

/** Each operation on services with success, and with every parameter that the document has. @returns the id of one that stays */
export async function services(gateway: Recorder): Promise<string> {
  const { id } = await gateway.call<{ id: string }>("POST /1/services", "a provider registers one", 201, {
    body: definition("Contract one"),
  });
  const minimal = { description: "", parameters: [], workflow: { type: "argo", argo: { spec: {} } } };
  await gateway.call("POST /1/services", "only what is required is said", 201, { body: minimal });
  await gateway.call("GET /1/services/{id}", "it is read", 200, { path: { id } });
  await gateway.call("GET /1/services/{id}", "its id is encoded", 200, {
    path: { id: encodeURIComponent(id) },
  });
  await gateway.call("GET /1/services/{id}", "its id is a bare uuid", 200, {
    path: { id: id.split(":").at(-1) ?? "" },
  });
  await gateway.call("PUT /1/services/{id}", "it is changed", 200, {
    path: { id },
    body: { ...definition("Contract one"), banner: "https://example.org/banner.png" },
  });
  const chosen = "urn:ivcap:service:0d6b7c3e-52f5-5c0e-9d2b-6d2f1b7a9c11";
  await gateway.call("PUT /1/services/{id}", "it is made under an id that the provider chose", 200, {
    path: { id: chosen },
    query: { "force-create": "true" },
    body: definition("Contract two"),
  });

  const list = await gateway.call<Listed>("GET /1/services", "a first page is listed", 200, {
    query: {
      limit: "1",
      filter: "name ~= 'Contract%'",
      "order-by": "name",
      "order-desc": "false",
      "at-time": new Date().toISOString(),
    },
  });
  await gateway.call("GET /1/services", "the next page is listed", 200, {
    query: { page: nextPage(list), limit: "1" },
  });
  await gateway.call("GET /1/services", "the default page is listed", 200);
  await gateway.call("DELETE /1/services/{id}", "it is removed", 204, { path: { id: chosen } });
  return id;
}
