import { authentication } from "../../src/plugins/authentication";
import { emptyApp } from "../support/app";
import { ACCOUNT, setup } from "../support/issuer";

async function start() {
  const parts = await setup();
  const app = emptyApp();
  await app.register(authentication, { authenticator: parts.authenticator });
  app.get("/closed", async (request) => ({ account: request.identity.account }));
  app.post("/closed", async () => ({}));
  app.get("/open", { config: { anonymous: true } }, async (request) => ({
    who: request.identity ?? "anybody",
  }));
  const get = (url: string, authorization?: string) =>
    app.inject({ url, headers: authorization === undefined ? {} : { authorization } });
  return { ...parts, app, get };
}

test("a token that verifies opens a route and says who asks, the first time and the next", async () => {
  const { get, token, authenticator } = await start();
  const good = await token();
  for (const known of [false, true]) {
    expect(authenticator.cached(good) !== undefined).toBe(known);
    const answer = await get("/closed", `Bearer ${good}`);
    expect([answer.statusCode, answer.json()]).toEqual([200, { account: `urn:ivcap:account:${ACCOUNT}` }]);
  }
});

test("the scheme's case does not matter", async () => {
  const { get, token } = await start();
  expect((await get("/closed", `bearer  ${await token()}`)).statusCode).toBe(200);
});

test.each([undefined, "", "Bearer", "Bearer ", "Basic YTpi", "Token abc", "eyJhbGciOiJub25lIn0.e30."])(
  "without a bearer token a route is closed: %j",
  async (header) => {
    const { get, issuer } = await start();
    const answer = await get("/closed", header);
    expect(answer.statusCode).toBe(401);
    expect(answer.headers["www-authenticate"]).toBe(`Bearer realm="ivcap"`);
    expect(answer.json()).toEqual({ message: expect.stringMatching(/Authorization: Bearer TOKEN/) });
    expect(issuer.asked.discovery).toBe(0);
  },
);

test("a token that does not verify is answered with the reason, by body and header", async () => {
  const { get, token } = await start();
  const answer = await get("/closed", `Bearer ${await token({ aud: "other" })}`);
  expect(answer.statusCode).toBe(401);
  expect(answer.headers["www-authenticate"]).toMatch(
    /error="invalid_token", error_description="the token is not for/,
  );
  expect(answer.json()).toEqual({ message: expect.stringMatching(/audience/) });
});

test("every method of a closed route is closed, and nothing is read of a body before", async () => {
  const { app } = await start();
  for (const method of ["GET", "HEAD", "POST"] as const) {
    const answer = await app.inject({
      method,
      url: "/closed",
      headers: { "content-type": "application/json" },
    });
    expect(answer.statusCode).toBe(401);
  }
});

test("an open route knows nobody, with a token or without", async () => {
  const { get, token } = await start();
  for (const header of [undefined, `Bearer ${await token()}`, "Bearer nonsense"])
    expect((await get("/open", header)).json()).toEqual({ who: "anybody" });
});

test("a route that is not there is 404 for everybody, and nothing is verified", async () => {
  const { get, token, issuer } = await start();
  for (const header of [undefined, `Bearer ${await token()}`])
    expect((await get("/secret", header)).statusCode).toBe(404);
  expect(issuer.asked.discovery).toBe(0);
});

test("where the issuer is away the answer is 503 with when to try again", async () => {
  const { get, token, issuer } = await start();
  issuer.answer = () => Promise.reject(new TypeError("fetch failed"));
  const answer = await get("/closed", `Bearer ${await token()}`);
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "2"]);
});

test("identities of requests at the same time are not mixed up", async () => {
  const { get, token } = await start();
  const accounts = Array.from({ length: 20 }, (_, n) => `account-${n}`);
  const tokens = await Promise.all(accounts.map((acc) => token({ acc })));
  const answers = await Promise.all(tokens.map((each) => get("/closed", `Bearer ${each}`)));
  expect(answers.map((answer) => answer.json().account)).toEqual(
    accounts.map((acc) => `urn:ivcap:account:${acc}`),
  );
});
