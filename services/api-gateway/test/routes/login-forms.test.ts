import { claims, setup, sign } from "../support/issuer";
import { DEVICE, production, SCOPE } from "../support/login";

/** A gateway whose issuer answers a form with this; what it was sent is kept. */
async function answering(status: number, body: unknown, type = "application/json") {
  const { issuer } = await setup();
  const sent: Record<string, string>[] = [];
  const at = await production({
    transport: async (url, init) => {
      if (init.method !== "POST") return issuer.transport(url, init);
      sent.push({ url, ...Object.fromEntries(new URLSearchParams(init.body as string)) });
      if (status === 0) throw new TypeError("fetch failed");
      return new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "content-type": type },
      });
    },
  });
  return { ...at, sent };
}

const CODE = {
  device_code: "d",
  user_code: "u",
  verification_uri: "https://issuer.example/go",
  expires_in: 900,
};

test("to the issuer goes what is known, for our client and audience, and no more", async () => {
  const at = await answering(200, CODE);
  await at.start({ client_secret: "x", redirect_uri: "https://evil.example", resource: "r" });
  await at.post("/1/login/token", {
    grant_type: DEVICE,
    client_id: "cli",
    device_code: "d",
    refresh_token: "r",
    assertion: "a",
    code: "c",
  });
  expect(at.sent).toEqual([
    {
      url: "https://issuer.example/device",
      client_id: "cli",
      audience: "https://api.example/",
      scope: SCOPE,
    },
    { url: "https://issuer.example/token", grant_type: DEVICE, client_id: "cli", device_code: "d" },
  ]);
});

test("what an issuer leaves out of a login's start is filled in as clients need it", async () => {
  const at = await answering(200, { ...CODE, secret: "kept" });
  expect((await at.start()).body).toEqual({
    ...CODE,
    verification_uri_complete: CODE.verification_uri,
    interval: 5,
  });
});

test.each([
  [{ ...CODE, verification_uri: "javascript:alert(1)" }],
  [{ ...CODE, verification_uri: "http://issuer.example/go" }],
  [{ ...CODE, verification_uri: undefined }],
  [{ ...CODE, device_code: 7 }],
  [{ access_token: 7 }],
  [[]],
  [null],
])("a success that makes no sense is 503: %j", async (body) => {
  const at = await answering(200, body);
  expect((await at.start()).status).toBe(503);
  expect((await at.poll("d")).status).toBe(503);
});

test("of a success only what clients read is passed on, each of its type", async () => {
  const at = await answering(200, {
    access_token: "a",
    token_type: "Bearer",
    expires_in: 60,
    refresh_token: "r",
    id_token: { not: "text" },
    scope: "s",
    secret: "kept",
    issued_token_type: "x",
  });
  expect((await at.poll("d")).body).toEqual({
    access_token: "a",
    token_type: "Bearer",
    expires_in: 60,
    refresh_token: "r",
    scope: "s",
  });
});

test.each([
  [{ expires_in: "3599" }, 3_599],
  [{ expires_in: 0.5 }, undefined],
  [{ expires_in: "soon" }, undefined],
  [{}, undefined],
])("how long a token lasts is passed on as a whole number, or not at all: %j", async (answer, expected) => {
  const at = await answering(200, { access_token: "opaque", ...answer });
  expect((await at.poll("d")).body.expires_in).toBe(expected);
});

test("where the issuer does not say how long a token lasts, the token does", async () => {
  const { signing } = await setup();
  const access_token = await sign(claims(Date.now()), signing);
  const at = await answering(200, { access_token });
  const { expires_in } = (await at.poll("d")).body;
  expect(expires_in).toBeGreaterThan(3_590);
  expect(expires_in).toBeLessThanOrEqual(3_600);
});

test.each([
  [400, "authorization_pending", 403],
  [400, "slow_down", 403],
  [400, "expired_token", 403],
  [403, "access_denied", 403],
  [400, "invalid_grant", 403],
  [401, "invalid_client", 400],
  [400, "invalid_scope", 400],
  [429, "too_many_requests", 403],
])("an issuer's %i with %s is passed on with %i...", async (status, error, expected) => {
  const at = await answering(status, {
    error,
    error_description: 'so "it" is\n',
    error_uri: "https://evil.example",
  });
  const got = await at.poll("d");
  expect(got.status).toBe(expected);
  expect(got.body).toEqual(
    status === 429
      ? { error: "slow_down", error_description: "the issuer is asked too often" }
      : { error, error_description: "so it is" },
  );
});

test.each([
  [0, ""],
  [500, { error: "server_error" }],
  [502, "<html>"],
  [400, "<html>"],
  [400, { error: { code: 1 } }],
  [400, { error: "<script>" }],
  [200, "<html>"],
])("an issuer that fails with %i and %j is 503 with when to try again", async (status, body) => {
  const at = await answering(status, body);
  for (const got of [await at.start(), await at.poll("d"), await at.refresh("r")])
    expect([got.status, got.headers["retry-after"]]).toEqual([503, "2"]);
});

test("where the issuer's discovery fails logins are 503 and nothing is sent", async () => {
  let posts = 0;
  const at = await production({
    transport: async (_url, init) => {
      if (init.method === "POST") posts++;
      throw new TypeError("fetch failed");
    },
  });
  for (const got of [await at.start(), await at.poll("d"), await at.refresh("r")])
    expect(got.status).toBe(503);
  expect((await at.app.inject("/1/login/jwks.json")).statusCode).toBe(503);
  expect(posts).toBe(0);
});

test.each([
  ["no client", { client_id: "" }, "invalid_request", /client_id is missing/],
  ["another client", { client_id: "other" }, "invalid_client", /names, cli$/],
  [
    "another audience",
    { audience: "https://evil.example" },
    "invalid_target",
    /names, https:\/\/api\.example\//,
  ],
])("a login with %s is refused before the issuer is asked", async (_, form, error, description) => {
  const at = await answering(200, CODE);
  const got = await at.start(form);
  expect([got.status, got.body]).toEqual([
    400,
    { error, error_description: expect.stringMatching(description) },
  ]);
  expect(at.sent).toEqual([]);
});

test.each([
  ["client_id=cli", "invalid_request", /grant_type is missing/],
  [
    "client_id=cli&grant_type=password&username=a&password=b",
    "unsupported_grant_type",
    /grant_type is neither/,
  ],
  ["client_id=cli&grant_type=client_credentials", "unsupported_grant_type", /neither/],
  ["client_id=cli&grant_type=authorization_code&code=x", "unsupported_grant_type", /neither/],
  [`client_id=cli&grant_type=${DEVICE}`, "invalid_request", /device_code is missing/],
  ["client_id=cli&grant_type=refresh_token&device_code=x", "invalid_request", /refresh_token is missing/],
  ["client_id=cli&client_id=cli&grant_type=refresh_token", "invalid_request", /client_id is given 2 times/],
  [
    "client_id=cli&grant_type=refresh_token&refresh_token=a&refresh_token=b",
    "invalid_request",
    /given 2 times/,
  ],
  ["", "invalid_request", /client_id is missing/],
])("a form for tokens that is wrong says what is: %s", async (form, error, description) => {
  const at = await answering(200, { access_token: "a" });
  const got = await at.post("/1/login/token", form);
  expect([got.status, got.body]).toEqual([
    400,
    { error, error_description: expect.stringMatching(description) },
  ]);
  expect(at.sent).toEqual([]);
});

test("other bodies than forms, and forms that are too large, are not read", async () => {
  const at = await answering(200, CODE);
  const json = await at.post("/1/login/token", "{}", { "content-type": "application/json" });
  expect(json).toMatchObject({ status: 415, body: { error: "invalid_request" } });
  expect((await at.post("/1/login/device", `client_id=${"x".repeat(20_000)}`)).status).toBe(413);
  expect(at.sent).toEqual([]);
});

test("the issuer's keys are passed on, as clients verify identity tokens by them", async () => {
  const { issuer, signing } = await setup();
  const at = await production({ transport: issuer.transport });
  const answer = await at.app.inject("/1/login/jwks.json");
  expect(answer.headers["cache-control"]).toBe("public, max-age=300");
  expect(answer.json().keys).toEqual([signing.public]);
});
