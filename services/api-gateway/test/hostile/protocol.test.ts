import { afterAll, describe, expect, test } from "@jest/globals";
import { ALICE, gateway } from "../support/gateway";
import { problemsOf } from "./support/well-formed";
import { wireTo } from "./support/wire";

const at = await gateway();
const wire = await wireTo(at.app);
const token = await at.token(ALICE);
afterAll(async () => {
  wire.end();
  await at.stop();
});

const AUTHORISED = `Host: localhost\r\nAuthorization: Bearer ${token}\r\n`;
const ASPECT = "/1/aspects?entity=urn:test:entity:1&schema=urn:test:schema:hostile.1";
const JSON_TYPE = "Content-Type: application/json\r\n";
const get = (path: string, headers: Record<string, string> = {}) =>
  wire.send({ method: "GET", path, token, headers });
/** Statuses of all answers on one connection. */
const statuses = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => Number(status));

describe("what is no request", () => {
  test.each([
    ["garbage", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc"],
    ["a request line alone with a wrong version", "GET /1/services HTTP/9.9\r\n\r\n"],
    ["a space before a header's colon", `GET /1/services HTTP/1.1\r\nHost : localhost\r\n\r\n`],
    ["NUL in a header", `GET /1/services HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n`],
    [
      "a header that goes on in the next line",
      `GET /1/services HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n b: c\r\nX: \x01\r\n\r\n`,
    ],
    ["a length that is no number", `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}Content-Length: 1e3\r\n\r\n{}`],
    ["a length below nothing", `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}Content-Length: -1\r\n\r\n{}`],
    [
      "two lengths",
      `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    ],
    [
      "a length and chunks",
      `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    [
      "chunks twice encoded",
      `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    ],
    [
      "a chunk's length that is no number",
      `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      "a header of 20,000 characters",
      `GET /1/services HTTP/1.1\r\nHost: localhost\r\nX-A: ${"a".repeat(20_000)}\r\n\r\n`,
    ],
    ["10,000 headers", `GET /1/services HTTP/1.1\r\nHost: localhost\r\n${"A: b\r\n".repeat(10_000)}\r\n`],
    ["a path of 20,000 characters", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`],
  ])("such as %s ends the connection with one answer that says so", async (_, bytes) => {
    const { text, closed } = await wire.raw(bytes);
    expect([statuses(text).map((status) => [400, 431].includes(status)), closed]).toEqual([[true], true]);
    expect(text).toMatch(/x-content-type-options: nosniff/i);
    expect(text).toMatch(/\{"message":"[^"]+"\}$/);
  });
});

test("without Host a request is refused by node itself (RFC 9112 §3.2)", async () => {
  const { text, closed } = await wire.raw("GET /1/services HTTP/1.1\r\n\r\n");
  expect([statuses(text), closed]).toEqual([[400], true]);
});

test("a second request smuggled behind a short Content-Length is no body, and stands for itself", async () => {
  const smuggled = `GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  const { text } = await wire.raw(
    `POST ${ASPECT} HTTP/1.1\r\n${AUTHORISED}${JSON_TYPE}Content-Length: 2\r\n\r\n{}${smuggled}`,
  );
  expect(statuses(text)).toEqual([200, 200]);
});

test("a body that ends before its length changes nothing", async () => {
  const { socket } = await wire.open();
  const about = "urn:test:entity:short";
  socket.write(
    `POST ${ASPECT.replace("urn:test:entity:1", about)} HTTP/1.1\r\n${AUTHORISED}${JSON_TYPE}Content-Length: 10\r\n\r\n{"a":1}`,
  );
  socket.end();
  await new Promise((done) => socket.once("close", done));
  expect((await get(`/1/aspects?entity=${about}`)).json.items).toEqual([]);
});

describe("parameters", () => {
  test("100,000 of them are refused or passed over, and cost no time", async () => {
    const many = Array.from({ length: 100_000 }, (_, each) => `p${each}=${each}`).join("&");
    const started = Date.now();
    expect((await at.ask("GET", `/1/services?${many}`, { as: ALICE })).status).toBe(200);
    expect((await at.ask("GET", `/1/services?${"limit=1&".repeat(100_000)}`, { as: ALICE })).status).toBe(
      422,
    );
    expect(Date.now() - started).toBeLessThan(5_000);
    expect(problemsOf(await get(`/1/services?${"a&".repeat(7_000)}`))).toEqual([]);
  });

  test.each([
    ["limit=1&limit=2", "limit"],
    ["limit=abc", "limit"],
    ["limit=1e3", undefined],
    ["limit=0", "limit"],
    ["limit=-1", "limit"],
    ["limit=1.5", "limit"],
    ["limit=99999999999999999999", undefined],
    ["limit=NaN", "limit"],
    ["limit[]=1", undefined],
    ["limit=0x10", undefined],
    ["order-desc=maybe", "order-desc"],
    ["at-time=yesterday", "at-time"],
    ["at-time=2026-02-30T00:00:00Z", "at-time"],
    ["at-time=0000-01-01T00:00:00Z", "at-time"],
    ["at-time=9999-12-31T23:59:60Z", "at-time"],
    ["at-time=infinity", "at-time"],
    ["page=v1.e30.AAAA", "page"],
    ["page=..%2f..", "page"],
    ["page=%00", "page"],
    ["filter=%00", "filter"],
    ["filter=name~='%00'", "filter"],
    ["filter=id%20eq%20'%ED%A0%80'", "filter"],
    ["__proto__=1&constructor=2&__proto__[a]=1", undefined],
    ["order-by=name;drop%20table%20service", undefined],
    ["order-by=constructor", undefined],
    ["order-by=__proto__", undefined],
    ["%zz=1&=&&&==", undefined],
  ])("?%s names the parameter that is wrong, or is passed over", async (query, name) => {
    for (const list of ["/1/services", "/1/services2", "/1/aspects", "/1/metadata"]) {
      const answer = await get(`${list}?${query}`);
      expect([list, problemsOf(answer)]).toEqual([list, []]);
      expect([list, answer.status, answer.json.name]).toEqual([list, name ? 422 : 200, name]);
    }
  });

  test.each([
    ["entity=%00&schema=urn:a:b", "entity"],
    ["entity=urn:a:b&schema=urn:a:%25", "schema"],
    ["entity=&schema=urn:a:b", "entity"],
    ["schema=urn:a:b", "entity"],
    ["entity=urn:a:b&entity=urn:a:c&schema=urn:a:b", "entity"],
    [`entity=urn:a:${"b".repeat(2_000)}&schema=urn:a:b`, "entity"],
    ["entity=nothing&schema=urn:a:b", "entity"],
    ["entity=urn:a:b&schema=urn:a:b&policy=urn:ivcap:policy:none", "policy"],
    ["entity=urn:a:b&schema=urn:a:b&policy=urn:ivcap:policy:ivcap.open.service", "policy"],
  ])("an aspect ?%s is not added, and the parameter named", async (query, name) => {
    for (const method of ["POST", "PUT"]) {
      const answer = await wire.send({ method, path: `/1/aspects?${query}`, token, body: {} });
      expect(problemsOf(answer)).toEqual([]);
      expect([method, answer.status, answer.json.name]).toEqual([method, 422, name]);
    }
  });
});

describe("headers", () => {
  test.each([
    "evil.example/path",
    'a"b',
    "a b",
    "user@evil.example",
    "evil.example:99999",
    "[::1",
    "a,b",
    "",
  ])("Host %j gets into no link", async (host) => {
    const { text } = await wire.raw(
      `GET /1/services?limit=1 HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).not.toContain("evil.example/1/");
  });

  test("X-Forwarded-* of a client that is no trusted proxy say nothing", async () => {
    const answer = await get("/1/services", {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "gopher",
      "x-forwarded-for": "1.2.3.4",
      forwarded: "host=evil.example",
      "x-original-url": "/metrics",
      "x-http-method-override": "DELETE",
    });
    expect([answer.status, answer.text.includes("evil.example")]).toEqual([200, false]);
    expect(answer.json.links[0]?.href).toBe(`http://localhost:${wire.port}/1/services`);
  });

  test.each([
    ["two tokens", { authorization: [`Bearer ${token}`, "Bearer x"] }, 200],
    ["a token of 8,193 characters", { authorization: `Bearer ${"a".repeat(8_193)}` }, 401],
    ["a token with NUL's escape", { authorization: "Bearer %00" }, 401],
    ["an Idempotency-Key with a space", { authorization: `Bearer ${token}`, "idempotency-key": "a b" }, 422],
    [
      "an Idempotency-Key of 256 characters",
      { authorization: `Bearer ${token}`, "idempotency-key": "k".repeat(256) },
      422,
    ],
  ])("with %s are answered as they should be", async (_, headers, status) => {
    const answer = await wire.send({ method: "POST", path: ASPECT, headers, body: { a: 1 } });
    expect([problemsOf(answer), answer.status]).toEqual([[], status]);
  });

  test.each([["a".repeat(65), "b c", "<script>", "short"]])(
    "X-Request-Id is the client's only where it is short and plain",
    async (...ids) => {
      for (const id of ids)
        expect((await get("/healthz", { "x-request-id": id })).headers["x-request-id"]).toMatch(
          /^[0-9a-f]{8}-[0-9a-f-]{27}$/,
        );
      expect((await get("/healthz", { "x-request-id": "my-request-1" })).headers["x-request-id"]).toBe(
        "my-request-1",
      );
    },
  );

  test("an upgrade is not made, and Expect is met or refused", async () => {
    const ask = async (more: string) =>
      (await wire.raw(`GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close${more}\r\n\r\n`)).text;
    expect(await ask(", upgrade\r\nUpgrade: websocket")).toMatch(/^HTTP\/1\.1 200 /);
    expect(await ask("\r\nExpect: 200-everything")).toMatch(/^HTTP\/1\.1 417 /);
  });
});
