import { parse } from "yaml";
import { DEVELOPMENT_USERS } from "../src/development/users";
import { type Gateway, gateway } from "./support/gateway";

/** The app as it ships, on one machine, as the command line and a browser meet it. */
let at: Gateway;
beforeAll(async () => {
  at = await gateway({ ENVIRONMENT: "local", AUTH_MODE: "development", AUTH_ISSUER: "" });
});
afterAll(() => at.stop());

const form = (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  at.app.inject({
    method: "POST",
    url: new URL(url).pathname,
    headers: { "content-type": "application/x-www-form-urlencoded", host: "localhost:8088", ...headers },
    payload: new URLSearchParams(fields).toString(),
  });

test("from nothing but the gateway's address a client comes to a token that opens it, and to a new one", async () => {
  const info = await at.app.inject({ url: "/1/authinfo.yaml", headers: { host: "localhost:8088" } });
  const { ivcap } = parse(info.body).auth.providers;
  for (const name of ["login-url", "code-url", "token-url", "jwks-url"])
    expect(ivcap[name]).toMatch(/^http:\/\/localhost:8088\//);

  const client_id = ivcap["client-id"];
  const scope = "openid profile email offline_access";
  const code = (await form(ivcap["code-url"], { client_id, scope, audience: ivcap.audience })).json();
  const grant_type = "urn:ietf:params:oauth:grant-type:device_code";
  const poll = () => form(ivcap["token-url"], { grant_type, client_id, device_code: code.device_code });
  expect((await poll()).statusCode).toBe(403);

  const { pathname, search } = new URL(code.verification_uri_complete);
  const page = await at.app.inject({ url: pathname + search, headers: { host: "localhost:8088" } });
  expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  expect(page.headers["referrer-policy"]).toBe("same-origin");
  const origin = "http://localhost:8088";
  const approved = await form(
    code.verification_uri,
    { user_code: code.user_code, user: "alice" },
    { origin },
  );
  expect(approved.statusCode).toBe(200);

  const tokens = (await poll()).json();
  expect((await at.ask("GET", "/1/services", { token: tokens.access_token })).status).toBe(200);
  const { refresh_token } = tokens;
  const again = await form(ivcap["token-url"], { grant_type: "refresh_token", client_id, refresh_token });
  expect((await at.ask("GET", "/1/services", { token: again.json().access_token })).status).toBe(200);
});

test("what goes wrong at the page is said in JSON, as everywhere", async () => {
  const answer = await form("http://localhost/dev/identity/device", { user_code: "AAAA-BBBB", user: "eve" });
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    400,
    "application/json; charset=utf-8",
  ]);
  expect(answer.json()).toEqual({ message: expect.stringMatching(/^user is none of the development users/) });
});

test("what only looks like a token opens nothing", async () => {
  for (const token of [DEVELOPMENT_USERS.alice.id, "a.b.c", "x".repeat(43)])
    expect((await at.ask("GET", "/1/services", { token })).status).toBe(401);
});

test("answers with tokens are kept by nobody", async () => {
  const answer = await form("http://localhost/1/login/token", {});
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([400, "no-store"]);
});
