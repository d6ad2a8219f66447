import { checkWritableSchema } from "@ivcap/shared/policy/schemas";
import { refusal } from "../support/refusal";

const NAMESPACE = "urn:ivcap:schema:";

test.each([
  "order-placed.1",
  "order-uses-workflow.1",
  "order-anything",
  "job.2",
  "job-placed.1",
  "artifact.1",
  "artifact-in-collection.1",
  "artifact-usedBy-order.1",
  "service.1",
])("clients cannot write %s", (name) => {
  const error = refusal(() => checkWritableSchema(NAMESPACE + name));
  expect(error).toMatchObject({ status: 403, body: { id: NAMESPACE + name } });
});

test.each([
  "urn:ivcap:schema:artifact-collection.1",
  "urn:ivcap:schema:artifact.12",
  "urn:ivcap:schema:service.1.notes",
  "urn:ivcap:schema:orders.1",
  "urn:ivcap:schema:my-order-1",
  "urn:ivcap:schema.service.batch.1",
  "urn:example:schema:order-placed.1",
  "urn:example:schema:größe",
  "https://example.org/urn:ivcap:schema:order-placed.1",
  "urn:example:100%",
])("clients may write %s", (schema) => {
  expect(() => checkWritableSchema(schema)).not.toThrow();
});

test.each([
  ["case", "URN:IVCAP:Schema:Order-Placed.1"],
  ["case of one letter", "urn:ivcap:schema:artifact-usedby-order.1"],
  ["percent-encoding", "urn:ivcap:schema:%6frder-placed.1"],
  ["percent-encoding of the namespace", "urn%3Aivcap:schema:order-placed.1"],
  ["percent-encoding of percent-encoding", "urn:ivcap:schema:%25256frder-placed.1"],
  ["a percent sign made of wide letters", "urn:ivcap:schema:\uff056frder-placed.1"],
  ["wide letters", "urn:ivcap:schema:\uff4frder-placed.1"],
  ["a letter of another alphabet", "urn:ivcap:schema:\u043erder-placed.1"],
  ["a dash of another kind", "urn:ivcap:schema:order\u2010placed.1"],
  ["an invisible character", "urn:ivcap:schema:order\u200b-placed.1"],
  ["a soft hyphen in the namespace", "urn:iv\u00adcap:schema:order-placed.1"],
  ["a change of direction", "urn:ivcap:schema:\u202eorder-placed.1"],
  ["a space", "urn:ivcap:schema: order-placed.1"],
  ["a space at the end", "urn:ivcap:schema:artifact.1 "],
  ["an encoded NUL", "urn:ivcap:schema:artifact.1%00"],
  ["a NUL", "urn:ivcap:schema:artifact.1\u0000"],
  ["a line break", "urn:ivcap:schema:job.2\n"],
])("what only looks like the platform's schema by %s is refused with it", (_trick, schema) => {
  expect(refusal(() => checkWritableSchema(schema)).status).toBe(403);
});
