import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ALICE, gateway } from "../support/gateway";
import { definitionOf } from "./access/entities";
import { problemsOf } from "./support/well-formed";
import { type Received, wireTo } from "./support/wire";

const LIMIT = 1_048_576;
const at = await gateway({ LIMIT_BODY_BYTES: String(LIMIT) });
const wire = await wireTo(at.app);
const token = await at.token(ALICE);
afterAll(async () => {
  wire.end();
  await at.stop();
});

const aspect = () => `/1/aspects?entity=urn:test:entity:${randomUUID()}&schema=urn:test:schema:hostile.1`;
/** Everything that takes a body, each in its own way of reading it. */
const TAKERS: [string, string][] = [
  ["POST", "/1/services"],
  ["PUT", "/1/services/19f9c31e-8cc5-531f-8dc4-c4684fad0a33?force-create=true"],
  ["POST", aspect()],
  ["PUT", aspect()],
  ["POST", "/1/metadata?entity-id=urn:test:entity:1&schema=urn:test:schema:hostile.1"],
];
const send = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  wire.send({ method, path, token, body, headers });
const nested = (depth: number, open: string, close: string) =>
  `{"a":${open.repeat(depth)}1${close.repeat(depth)}}`;

const rowsOf = async (query: string) =>
  (await sql.raw<{ payload: string }>(query).execute(at.database)).rows as [{ payload: string }];

function expectRefusal(answer: Received, ...statuses: number[]): void {
  expect(problemsOf(answer)).toEqual([]);
  expect([statuses.includes(answer.status), answer.status, answer.text]).toEqual([
    true,
    answer.status,
    answer.text,
  ]);
}

describe.each(TAKERS)("%s %s", (method, path) => {
  test.each<[string, string, ...number[]]>([
    ["an empty body", "", 400],
    ["spaces", " \n\t ", 400],
    ["no JSON", "{", 400],
    ["a comma too many", '{"a":1,}', 400],
    ["NaN", '{"a":NaN}', 400],
    ["single quotes", "{'a':1}", 400],
    ["a byte order mark and no JSON", "\ufeff{", 400],
    ["a list", "[]", 422],
    ["a text", '"a"', 422],
    ["null", "null", 400, 422],
    ["a number", "1", 422],
    ["depth 20,000 of objects", nested(20_000, '{"a":', "}"), 422],
    ["depth 20,000 of lists", nested(20_000, "[", "]"), 422],
    ["a million brackets", "[".repeat(1_000_000), 422],
    ["two documents", "{}{}", 400],
  ])("of %s is refused", async (_, body, ...statuses) => {
    expectRefusal(await send(method, path, body), ...statuses);
  });

  test.each([
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data; boundary=x", 415],
    ["application/xml", 415],
    ["application/json\u00e9", 415],
    ["garbage", 415],
    ["application/json/../x", 415],
    ["", 415],
  ])("with the type %j is refused as a type that is not read", async (type, status) => {
    expectRefusal(await send(method, path, '{"a":1}', { "content-type": type }), status);
  });

  test("with more than the limit is 413, and the client gets to read it", async () => {
    for (const size of [LIMIT + 1, 6 * LIMIT]) {
      const answer = await send(method, path, `{"a":"${"x".repeat(size)}"}`);
      expectRefusal(answer, 413);
      expect(answer.json.message).toContain(String(LIMIT));
      expect(answer.headers.connection).toBe("keep-alive");
      expect((await send("GET", "/1/services")).status).toBe(200);
    }
  });

  test("with more than the limit in chunks is 413, and no more of it is kept", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const { text } = await wire.raw(`${head}${chunk.repeat(40)}0\r\n\r\n`, 300);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(text).toContain('"message"');
  });
});

describe("a service's definition", () => {
  const put = (changes: object | string) =>
    send(
      "PUT",
      `/1/services/${randomUUID()}?force-create=true`,
      typeof changes === "string" ? changes : JSON.stringify({ ...definitionOf("open"), ...changes }),
    );

  test.each<[string, object | string]>([
    ["NUL in a name", { name: "a\u0000b" }],
    ["NUL within argo", { workflow: { type: "argo", argo: { a: "\u0000" } } }],
    [
      "half of a surrogate pair",
      '{"name":"\\ud800","description":"","parameters":[],"workflow":{"type":"x"}}',
    ],
    ["a list for a text", { name: ["a", "b"] }],
    ["an object for a text", { description: {} }],
    ["an object for a list", { parameters: { length: 1 } }],
    ["a parameter without a name", { parameters: [{ type: "int", description: "" }] }],
    ["1,001 parameters", { parameters: Array(1_001).fill({ name: "a", type: "int", description: "" }) }],
    ["a name of 1,001 characters", { name: "a".repeat(1_001) }],
    ["a policy that is a list", { policy: ["urn:ivcap:policy:ivcap.open.service", "b"] }],
    [
      "depth 20,000 within argo",
      `{"description":"","parameters":[],"workflow":{"type":"argo","argo":${nested(20_000, "[", "]")}}}`,
    ],
  ])("with %s is 422", async (_, changes) => {
    expectRefusal(await put(changes), 422);
  });

  test("may not reach the prototype of anything", async () => {
    const keys = '"__proto__":{"operator":true},"constructor":{"prototype":{"operator":true}}';
    const answer = await put(
      `{${keys},"description":"","parameters":[],"workflow":{"type":"basic",${keys}}}`,
    );
    expect(problemsOf(answer)).toEqual([]);
    expect(answer.status).toBeLessThan(500);
    expect(({} as { operator?: boolean }).operator).toBeUndefined();
  });
});

describe("an aspect's content", () => {
  test.each([
    ["NUL", '{"a":"\\u0000"}'],
    ["NUL in a key", '{"\\u0000":1}'],
    ["the first half of a surrogate pair", '{"a":"\\ud83d"}'],
    ["the second half of one", '{"a":"\\ude00 x"}'],
    ["a number beyond what Postgres keeps", '{"a":1e400000}'],
  ])("with %s is 422, and says what is wrong", async (_, body) => {
    const answer = await send("POST", aspect(), body);
    expectRefusal(answer, 422);
    expect(answer.json).toMatchObject({ name: "body" });
  });

  test("comes back with each digit, and with keys that JavaScript takes for special", async () => {
    const content = {
      numbers: "12345678901234567890123.4567890123456789",
      small: "0.00000000000000000000012345678901234567890",
      keys: '{"__proto__": {"a": 1}, "constructor": {"prototype": 2}, "toString": 3, "": 4}',
    };
    const body = `{"n": ${content.numbers}, "s": ${content.small}, "k": ${content.keys}}`;
    const { status, json } = await send("POST", aspect(), body);
    expect(status).toBe(200);
    const read = await send("GET", `/1/aspects/${json.id}`);
    expect(read.text).toContain(content.numbers);
    expect(read.text).toContain(content.small);
    const [{ payload }] = await rowsOf(
      `select payload::text from outbox where payload->>'id' = '${json.id.slice(-36)}'`,
    );
    expect(payload).toContain(content.numbers);
    expect(payload).toContain(content.small);
    for (const key of ["__proto__", "constructor", "toString"]) expect(read.text).toContain(`"${key}": `);
  });

  test("may be nested 900 deep, also where the answer is kept for a client that repeats itself", async () => {
    const body = nested(900, "[", "]");
    const headers = { "idempotency-key": randomUUID() };
    const path = aspect();
    const first = await send("POST", path, body, headers);
    expect([first.status, first.text]).toEqual([200, expect.anything()]);
    expect((await send("POST", path, body, headers)).json.id).toBe(first.json.id);
    expect((await send("GET", `/1/aspects/${first.json.id}`)).json.content).toEqual(JSON.parse(body));
  });

  test("comes back as it is: emoji, right-to-left marks, line separators", async () => {
    const text = "😀 \u202eabc\u2028\u2029\u0007\uffff";
    const { json } = await send("POST", aspect(), JSON.stringify({ text }));
    const read = await send("GET", `/1/aspects/${json.id}`);
    expect(read.json.content).toEqual({ text });
  });

  test("may be as large as the limit, and lists of such are answered", async () => {
    const path = aspect();
    const body = JSON.stringify({ text: "x".repeat(LIMIT - 20) });
    expect((await send("POST", path, body)).status).toBe(200);
    const list = await send("GET", `${path}&include-content=true`);
    expect([list.status, list.json.items.length]).toEqual([200, 1]);
  });
});

test("whoever has no token is told so before a body is read, and may go on with the connection", async () => {
  for (const path of ["/1/services", aspect()]) {
    const body = `{"a":"${"x".repeat(6 * LIMIT)}"}`;
    const answer = await wire.send({ method: "POST", path, body });
    expectRefusal(answer, 401);
    expect((await wire.send({ method: "GET", path: "/1/services" })).status).toBe(401);
  }
});

test("a body that GET or DELETE carries is no harm", async () => {
  for (const [method, path] of [
    ["GET", "/1/services"],
    ["DELETE", "/1/services/19f9c31e-8cc5-531f-8dc4-c4684fad0a30"],
  ] as const) {
    const answer = await send(method, path, "{");
    expect(problemsOf(answer)).toEqual([]);
  }
});
