import { verdictOf } from "../../contract/deviation";
import type { Document } from "../../contract/document";
import type { Exchange } from "../../contract/exchange";
import { judgeCoverage, judgeDocument, judgeExchange, judgeTruth } from "../../contract/judge";
import { Schemas } from "../../contract/schemas";

const document: Document = {
  info: { version: "0.43" },
  paths: {
    "/1/services/{id}": {
      get: {
        parameters: [
          { in: "path", name: "id", required: true },
          { in: "query", name: "at-time" },
        ],
        responses: {
          "200": { content: { "application/json": { schema: { $ref: "#/components/schemas/Service" } } } },
          "401": {},
        },
      },
    },
    "/1/services2": { get: { responses: {} } },
  },
  components: {
    schemas: {
      Service: {
        type: "object",
        required: ["id", "tags"],
        properties: {
          id: { type: "string", format: "uuid" },
          tags: { type: "array", items: { type: "string" } },
        },
      },
    },
  },
};
const schemas = new Schemas(document);
const operation = "GET /1/services/{id}";
const good = { id: "0d6b7c3e-52f5-4c0e-9d2b-6d2f1b7a9c11", tags: [] };

const exchange = (body: unknown, changes: Partial<Exchange> = {}): Exchange => ({
  operation,
  title: "it is read",
  expected: 200,
  status: 200,
  query: [],
  contentType: "application/json; charset=utf-8",
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  ...changes,
});
const whatsOf = (body: unknown, changes?: Partial<Exchange>) =>
  judgeExchange(document, schemas, exchange(body, changes)).map(({ what }) => what);

describe("an answer is held against the document", () => {
  test("one that is as declared passes", () => {
    expect(whatsOf(good)).toEqual([]);
  });

  test.each([
    ["a member of another type", { ...good, tags: [1] }, ["Service.tags[]: type string"]],
    ["a null where a member is left out elsewhere", { ...good, tags: null }, ["Service.tags: type array"]],
    ["a member of another format", { ...good, id: "urn:x" }, ["Service.id: format uuid"]],
    ["a member that is missing", { id: good.id }, ["Service.tags: missing"]],
    ["a member that nobody declared", { ...good, more: 1 }, ["Service.more: not declared"]],
    ["bytes that are no JSON", "{", [`${operation}: 200 without JSON`]],
  ])("%s is found, and named by its place in the schema", (_, body, found) => {
    expect(whatsOf(body)).toEqual(found);
  });

  test("bytes that are no UTF-8 are found", () => {
    const body = Buffer.from([0x22, 0xff, 0x22]);
    expect(whatsOf("", { body })).toEqual([`${operation}: 200 without JSON`]);
  });

  test("a status that is not declared, a body where none is, and another media type are found", () => {
    const refused = { expected: 404, status: 404 };
    expect(whatsOf(good, refused)).toEqual([`${operation}: 404 not declared`]);
    expect(whatsOf(good, { expected: 401, status: 401 })).toEqual([`${operation}: 401 with a body`]);
    expect(whatsOf(good, { contentType: "text/html" })).toEqual([
      `${operation}: 200 not as application/json`,
    ]);
  });

  test("another status than the case wants is told with the case, and nothing else of it", () => {
    expect(whatsOf("{", { status: 500 })).toEqual([`${operation}: 200 where it is read`]);
  });
});

describe("the check is complete", () => {
  test("a status that no case has seen and a parameter that none has sent with success are found", () => {
    const seen = [exchange(good), exchange("", { status: 401, expected: 401, query: ["at-time"] })];
    expect(judgeCoverage(document, seen)).toEqual([
      { what: `${operation}: at-time never sent`, detail: "with success" },
    ]);
    expect(judgeCoverage(document, seen.slice(0, 1)).map(({ what }) => what)).toContain(
      `${operation}: 401 never answered`,
    );
  });
});

describe("our document is held against the other", () => {
  const ours = (parameters: Document["paths"][string][string]["parameters"]): Document => ({
    ...document,
    paths: { "/1/services/{id}": { get: { responses: {}, ...(parameters && { parameters }) } } },
  });

  test("an operation or a parameter that is missing, more or demanded is found", () => {
    const whats = (own: Document) => judgeDocument(document, own).map(({ what }) => what);
    expect(whats({ ...document, paths: {} })).toEqual([`${operation}: not in our document`]);
    expect(whats(ours([{ in: "query", name: "more" }]))).toEqual([
      `${operation}: lacks path id`,
      `${operation}: lacks query at-time`,
      `${operation}: also takes query more`,
    ]);
    const demanding = [
      { in: "path", name: "id", required: true },
      { in: "query", name: "at-time", required: true },
    ];
    expect(whats(ours(demanding))).toEqual([`${operation}: demands query at-time`]);
  });

  test("a status that only our document declares is found, as it is on the wire", () => {
    const own = ours(document.paths["/1/services/{id}"]?.get?.parameters);
    const paths = {
      "/1/services/{id}": { get: { ...own.paths["/1/services/{id}"]?.get, responses: { "429": {} } } },
    };
    expect(judgeDocument(document, { ...own, paths }).map(({ what }) => what)).toEqual([
      `${operation}: 429 not declared`,
    ]);
  });

  test("a status that our document keeps quiet about is found", () => {
    expect(
      judgeTruth(document, [exchange(good), exchange(good, { status: 429 })]).map(({ what }) => what),
    ).toEqual([`${operation}: 429 not in our document`]);
  });
});

describe("deviations", () => {
  const finding = { what: "Service.id: format uuid", detail: "here" };

  test("a finding passes by a deviation that names it, with * for anything", () => {
    const because = "ids are URNs";
    for (const what of [finding.what, "*.id: format uuid"]) {
      expect(verdictOf([finding, finding], [{ what: [what], because }])).toEqual({
        refused: [],
        excused: 1,
        unneeded: [],
      });
    }
  });

  test("a finding without one is refused, and one without a finding is not needed", () => {
    expect(verdictOf([finding], [{ what: ["Service.tags: missing"], because: "no reason" }])).toEqual({
      refused: [finding],
      excused: 0,
      unneeded: ["Service.tags: missing"],
    });
  });
});
