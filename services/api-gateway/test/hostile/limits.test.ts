import { afterAll, describe, expect, test } from "@jest/globals";
import { ALICE, BOB, gateway } from "../support/gateway";
import { problemsOf } from "./support/well-formed";

const ADDRESS = 40;
const ACCOUNT = 15;
const ORIGIN = "https://app.example.org";
const at = await gateway({
  LIMIT_REQUESTS_PER_ADDRESS: String(ADDRESS),
  LIMIT_REQUESTS_PER_ACCOUNT: String(ACCOUNT),
  TRUSTED_PROXIES: "1",
  CORS_ORIGINS: `${ORIGIN},http://localhost:3000`,
});
afterAll(() => at.stop());

type From = {
  address: string;
  as?: string;
  bearer?: string;
  path?: string;
  headers?: Record<string, string>;
  method?: string;
};
async function from({ address, as, bearer, path = "/1/services", headers = {}, method = "GET" }: From) {
  const token = bearer ?? (as === undefined ? undefined : await at.token(as));
  return await at.app.inject({
    method: method as "GET",
    url: path,
    remoteAddress: "10.0.0.1",
    headers: {
      "x-forwarded-for": address,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
  });
}
const statuses = async (many: number, ask: (each: number) => From) => {
  const found: number[] = [];
  for (let each = 0; each < many; each++) found.push((await from(ask(each))).statusCode);
  return found;
};
const count = (found: number[], status: number) => found.filter((each) => each === status).length;

describe("one address", () => {
  test("is limited before a token is looked at, and told when to come again", async () => {
    const asked = { ...at.issuer.asked };
    const found = await statuses(ADDRESS + 20, (each) => ({ address: "1.0.0.1", bearer: `guess-${each}` }));
    expect([count(found, 401), count(found, 429)]).toEqual([ADDRESS, 20]);
    expect(at.issuer.asked.keys - asked.keys).toBeLessThanOrEqual(1);
    const refused = await from({ address: "1.0.0.1", as: ALICE });
    expect(refused.statusCode).toBe(429);
    const retry = Number(refused.headers["retry-after"]);
    expect([retry > 0, retry <= 60]).toEqual([true, true]);
    const answer = { status: 429, headers: refused.headers, text: refused.body, json: refused.json() };
    expect(problemsOf(answer as never)).toEqual([]);
    expect((await from({ address: "1.0.0.2", as: ALICE })).statusCode).toBe(200);
  });

  test("is the one that the trusted proxy saw, whatever a client says before it", async () => {
    const found = await statuses(ADDRESS + 5, (each) => ({ address: `5.5.5.${each}, 1.0.0.3` }));
    expect(count(found, 429)).toBe(5);
  });

  test("is limited on paths that are not there, and never on what the platform itself asks", async () => {
    const found = await statuses(ADDRESS + 5, (each) => ({ address: "1.0.0.4", path: `/nothing/${each}` }));
    expect([count(found, 404), count(found, 429)]).toEqual([ADDRESS, 5]);
    for (const path of ["/healthz", "/readyz", "/metrics"])
      expect((await from({ address: "1.0.0.4", path })).statusCode).toBe(200);
  });
});

test("one account is limited over all its addresses, and no other with it", async () => {
  const account = "0b5b3c6e-51b0-4b8e-9a55-53a5f0f0d7a9";
  const found = await statuses(ACCOUNT + 5, (each) => ({ address: `2.0.0.${each}`, as: account }));
  expect([count(found, 200), count(found, 429)]).toEqual([ACCOUNT, 5]);
  expect((await from({ address: "2.0.1.1", as: BOB })).statusCode).toBe(200);
});

describe("a browser client", () => {
  const preflight = (origin: string, method = "PUT", headers = "authorization,content-type") =>
    from({
      address: "3.0.0.1",
      method: "OPTIONS",
      path: "/1/services/19f9c31e-8cc5-531f-8dc4-c4684fad0a33",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": headers },
    });

  test("of a configured origin may send what it sends, without a token beforehand", async () => {
    for (const origin of [ORIGIN, "http://localhost:3000"]) {
      const answer = await preflight(origin);
      expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([204, origin]);
      const allowed = String(answer.headers["access-control-allow-headers"]).toLowerCase().split(", ");
      const sent =
        "authorization content-type x-content-type x-content-length x-name x-collection x-policy upload-length upload-offset upload-metadata tus-resumable";
      expect(allowed).toEqual(expect.arrayContaining(sent.split(" ")));
      for (const method of ["GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"])
        expect(answer.headers["access-control-allow-methods"]).toContain(method);
    }
  });

  test("may read answers and errors alike, and the headers that uploads need", async () => {
    for (const [asked, status] of [
      [{ as: ALICE }, 200],
      [{}, 401],
      [{ path: "/nothing" }, 404],
      [{ as: ALICE, path: "/1/services?limit=x" }, 422],
    ] as const) {
      const answer = await from({ address: "3.0.0.2", headers: { origin: ORIGIN }, ...asked });
      expect([answer.statusCode, answer.headers["access-control-allow-origin"]]).toEqual([status, ORIGIN]);
      expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
      for (const name of ["Location", "Upload-Offset", "Upload-Length", "Tus-Resumable"])
        expect(answer.headers["access-control-expose-headers"]).toContain(name);
    }
  });

  test.each([
    "https://evil.example",
    "null",
    `${ORIGIN}.evil.example`,
    `${ORIGIN}:8443`,
    "http://app.example.org",
    "https://APP.example.org.evil",
  ])("of the origin %s may not", async (origin) => {
    expect((await preflight(origin)).headers).not.toHaveProperty("access-control-allow-origin");
    const answer = await from({ address: "3.0.0.3", as: BOB, headers: { origin } });
    expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    expect(answer.headers.vary).toContain("Origin");
  });
});
