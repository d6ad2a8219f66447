import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { ALICE, BOB, gateway } from "../support/gateway";
import { definitionOf } from "./access/entities";

const lines: string[] = [];
const at = await gateway({}, { log: { write: (line: string) => void lines.push(line) } });
afterAll(() => at.stop());
beforeEach(() => {
  lines.length = 0;
});

const SECRET = "hush-hush-7c1e";
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const answered = () =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ msg }) => msg === "answered");

describe("the log", () => {
  test("has a line of each answer, with request, route, account and trace", async () => {
    const id = randomUUID();
    await at.ask("PUT", `/1/services/${id}?force-create=true`, {
      as: ALICE,
      body: definitionOf("open"),
      headers: { "x-request-id": "request-0001", traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    });
    expect(answered()).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        service: "test",
        requestId: "request-0001",
        method: "PUT",
        route: "/1/services/:id",
        status: 200,
        ms: expect.any(Number),
        account: `urn:ivcap:account:${ALICE}`,
        trace: TRACE,
        msg: "answered",
      },
    ]);
  });

  test("has it of refusals as well, and of paths that are not there without the path", async () => {
    await at.ask("GET", "/1/services");
    await at.ask("GET", `/nothing/${SECRET}`, { as: ALICE });
    await at.ask("GET", `/1/services/%zz${SECRET}`, { as: ALICE });
    expect(answered().map(({ route, status }) => [route, status])).toEqual([
      ["/1/services", 401],
      ["none", 404],
      ["none", 400],
    ]);
    expect(lines.join("")).not.toContain(SECRET);
  });

  test("never has a token, a query, a header or a body, whatever goes wrong", async () => {
    const token = await at.token(BOB);
    const about = `entity=urn:test:${SECRET}&schema=urn:test:schema:log.1`;
    const secret = { headers: { "x-secret": SECRET, cookie: SECRET, "idempotency-key": SECRET } };
    await at.ask("POST", `/1/aspects?${about}`, { token, body: { a: SECRET }, ...secret });
    await at.ask("POST", `/1/aspects?${about}`, { token, body: `{"a":"${SECRET}`, ...secret });
    await at.ask("POST", `/1/aspects?${about}`, { token, body: `{"${SECRET}":"\\u0000"}`, ...secret });
    await at.ask("PUT", `/1/aspects?${about}&policy=${SECRET}`, { token, body: {}, ...secret });
    await at.ask("GET", `/1/aspects?filter=${SECRET}&content-path=${SECRET}(`, { token, ...secret });
    await at.ask("GET", `/1/aspects?page=${SECRET}`, { token, ...secret });
    await at.ask("GET", "/1/aspects", { token: `${token.slice(0, -8)}${SECRET}` });
    await at.ask("GET", "/1/aspects", { token: SECRET });
    at.issuer.answer = () => Promise.reject(new TypeError("fetch failed"));
    await at.ask("GET", "/1/aspects", { token: await at.token(ALICE, { jti: SECRET }) });
    at.issuer.answer = async () => undefined;
    expect(answered().length).toBe(9);
    const log = lines.join("");
    expect(log).not.toContain(SECRET);
    for (const part of token.split(".")) expect(log).not.toContain(part);
  });

  test("takes no line from a client", async () => {
    await at.ask("GET", "/healthz", { headers: { "x-request-id": 'a","level":"fatal' } });
    await at.ask("GET", "/1/services", {
      as: ALICE,
      headers: { traceparent: `00-${"0".repeat(32)}-x\n-01` },
    });
    expect(answered().map(({ level, trace }) => [level, trace])).toEqual([["info", undefined]]);
  });
});

test("metrics count by route, and paths that are not there make no series", async () => {
  const id = randomUUID();
  await at.ask("GET", `/1/services/${id}`, { as: ALICE });
  for (let each = 0; each < 50; each++) await at.ask("GET", `/nothing/${each}-${SECRET}`, { as: ALICE });
  const { text } = await at.ask("GET", "/metrics");
  expect(text).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/1\/services\/:id",status="404"\} 1\n/,
  );
  expect(text).toMatch(/_count\{method="GET",route="none",status="404"\} 5\d\n/);
  for (const hidden of [SECRET, id, "/metrics", "/healthz", ALICE]) expect(text).not.toContain(hidden);
  expect(new Set(text.match(/route="[^"]*"/g)).size).toBeLessThan(15);
});
