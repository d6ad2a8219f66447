import type { Deviation } from "./deviation";

/** Where the gateway answers otherwise than the document of 0.43 says, and why. */
export const deviations: readonly Deviation[] = [
  {
    what: [
      "ServiceListItem.id: format uuid",
      "ServiceStatusRT.id: format uuid",
      "MetadataListItemRT.id: format uuid",
      "MetadataRecordRT.id: format uuid",
    ],
    because: "ids are URNs, as clients send and show them and as the document's own examples have them",
  },
  {
    what: ["AspectListRT.schema: format uri", "ListMetaRT.schema: format uri"],
    because:
      "it repeats what was asked for, and % in it, which the same document allows to ask for, is no URI",
  },
  {
    what: ["MetadataRecordRT.aspect: type string"],
    because: "the record's JSON, as its list has it: no client can read an object out of a string of bytes",
  },
  {
    what: ["*: 401 with a body", "*: 503 with a body"],
    because: "clients pass over it, and whoever looks for the cause finds it there",
  },
  {
    what: ["DELETE *: 404 not declared", "PUT /1/metadata/{id}: 404 not declared"],
    because: "there is no such thing, as GET says of it: with success the client would take it for changed",
  },
  {
    what: ["GET */{id}: 422 not declared", "DELETE /1/services/{id}: 422 not declared"],
    because: "an id of another kind is a mistake in the request, which says so, where 404 would hide it",
  },
  {
    what: ["POST *: 413 not declared", "PUT *: 413 not declared"],
    because: "bodies are bounded, and 413 is what HTTP has for it",
  },
  {
    what: ["POST *: 415 not declared", "PUT *: 415 not declared"],
    because: "JSON alone is read, and 415 is what the document itself has for it, on lists",
  },
  {
    what: ["*: 429 not declared"],
    because: "requests are bounded by account and address, and 429 with Retry-After is what HTTP has for it",
  },
  {
    what: ["GET *: 400 never answered", "DELETE *: 400 never answered", "GET /1/aspects: 415 never answered"],
    because:
      "a request without a body has none that could be malformed; what is wrong with parameters is 422",
  },
  {
    what: ["*: 501 never answered"],
    because: "each of these operations is implemented",
  },
  {
    what: ["POST /1/services: 409 never answered", "POST /1/services: 404 never answered"],
    because:
      "the command line tries a 409 again for a minute: who registers the same service twice gets the same answer twice",
  },
  {
    what: ["GET /1/aspects: also takes query aspect-path", "GET /1/aspects: also takes query order-desc"],
    because: "the command line says content-path and order-direction by these names",
  },
];
