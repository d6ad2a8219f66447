import { mkdtemp, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "@ivcap/shared/config";
import { keyIn } from "../../src/development/key";
import { mintDevelopmentToken } from "../../src/development/token";
import { DEVELOPMENT_USERS } from "../../src/development/users";
import { BASE, development, production } from "../support/login";

const folder = () => mkdtemp(join(tmpdir(), "development-"));

/** What the page's form posts. */
const PAGE = "/dev/identity/device";

test("a device logs in, a person picks a user on the page, and the token opens the gateway", async () => {
  const at = await development();
  const { body: code } = await at.start();
  expect(code).toMatchObject({
    verification_uri: `${BASE}${PAGE}`,
    verification_uri_complete: `${BASE}${PAGE}?user_code=${code.user_code}`,
    interval: 1,
  });
  expect(await at.poll(code.device_code)).toMatchObject({
    status: 403,
    body: { error: "authorization_pending" },
  });

  const page = await at.app.inject(`${PAGE}?user_code=${code.user_code}`);
  expect([page.statusCode, page.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
  expect(page.headers["content-security-policy"]).toMatch(/^default-src 'none'/);
  // Else browsers would say "null" for where its post comes from, which is refused.
  expect(page.headers["referrer-policy"]).toBe("same-origin");
  expect(page.body).toContain(`value="${code.user_code}"`);
  for (const name of Object.keys(DEVELOPMENT_USERS))
    expect(page.body).toContain(`name="user" value="${name}"`);

  const approved = await at.app.inject({
    method: "POST",
    url: PAGE,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "http://localhost:80",
      host: "localhost",
    },
    payload: `user_code=${code.user_code}&user=alice`,
  });
  expect([approved.statusCode, approved.body]).toEqual([200, expect.stringContaining("You are alice")]);

  const { body } = await at.poll(code.device_code);
  expect((await at.closed(body.access_token)).json()).toEqual({
    account: `urn:ivcap:account:${DEVELOPMENT_USERS.alice.account}`,
    principal: `urn:ivcap:principal:${DEVELOPMENT_USERS.alice.id}`,
    scopes: ["consumer:read", "consumer:write"],
    operator: false,
  });
  const again = await at.refresh(body.refresh_token);
  expect(again).toMatchObject({ status: 200, body: { id_token: expect.any(String) } });
  expect((await at.closed(again.body.access_token)).statusCode).toBe(200);
});

test("alice and bob have accounts of their own, and only the operator is one", async () => {
  const at = await development();
  const who = async (user: "alice" | "bob" | "operator") => {
    const { body } = await at.start();
    const identity = await at.authenticator.development?.();
    await identity?.decide(body.user_code, user);
    return (await at.closed((await at.poll(body.device_code)).body.access_token)).json();
  };
  const [alice, bob, operator] = [await who("alice"), await who("bob"), await who("operator")];
  expect(new Set([alice.account, bob.account, operator.account]).size).toBe(3);
  expect([alice.operator, bob.operator, operator.operator]).toEqual([false, false, true]);
});

test("who asks to be an operator is none for that", async () => {
  const at = await development();
  const { body } = await at.start({ scope: "openid offline_access consumer:read ivcap:operator" });
  await (await at.authenticator.development?.())?.decide(body.user_code, "alice");
  const got = await at.poll(body.device_code);
  for (const tokens of [got.body, (await at.refresh(got.body.refresh_token)).body])
    expect((await at.closed(tokens.access_token)).json()).toMatchObject({
      operator: false,
      scopes: ["consumer:read"],
    });
});

test("a login can be denied on the page", async () => {
  const at = await development();
  const { body } = await at.start();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const payload = `user_code=${body.user_code}&user=`;
  const denied = await at.app.inject({ method: "POST", url: PAGE, headers, payload });
  expect(denied.body).toContain("Denied");
  expect(await at.poll(body.device_code)).toMatchObject({ status: 403, body: { error: "access_denied" } });
  expect((await at.app.inject({ method: "POST", url: PAGE, headers, payload })).statusCode).toBe(404);
});

test("a code that nobody waits with is said so, and nothing that is no code is shown again", async () => {
  const at = await development();
  expect((await at.app.inject(`${PAGE}?user_code=ABCD-EFGH`)).body).toContain("No login waits for this code");
  const evil = await at.app.inject(`${PAGE}?user_code=${encodeURIComponent('"><script>')}`);
  expect(evil.body).not.toContain("<script>");
});

test.each([
  ["another site", { origin: "https://evil.example" }],
  ["another port of this machine", { origin: "http://localhost:9999" }],
  ["a page without an origin", { origin: "null" }],
  ["a name that leads here", { host: "evil.example", origin: "http://evil.example" }],
])("%s cannot let a login in", async (_, headers) => {
  const at = await development();
  const { body } = await at.start();
  const answer = await at.app.inject({
    method: "POST",
    url: PAGE,
    headers: { host: "localhost:8088", "content-type": "application/x-www-form-urlencoded", ...headers },
    payload: `user_code=${body.user_code}&user=alice`,
  });
  expect(answer.statusCode).toBe(403);
  expect(await at.poll(body.device_code)).toMatchObject({
    status: 403,
    body: { error: "authorization_pending" },
  });
});

test("a deployment has no page of development logins", async () => {
  const at = await production({});
  expect((await at.app.inject(PAGE)).statusCode).toBe(404);
  expect(at.authenticator.development).toBeUndefined();
});

test("a token made with the key in the file opens the gateway, before and after a restart", async () => {
  const DEVELOPMENT_KEY = join(await folder(), "key.json");
  const first = await development({ DEVELOPMENT_KEY });
  const token = await mintDevelopmentToken(await keyIn(DEVELOPMENT_KEY), "bob");
  const account = `urn:ivcap:account:${DEVELOPMENT_USERS.bob.account}`;
  expect((await first.closed(token)).json()).toMatchObject({ account });
  const second = await development({ DEVELOPMENT_KEY });
  expect((await second.closed(token)).json()).toMatchObject({ account });
  const stranger = await development({ DEVELOPMENT_KEY: join(await folder(), "other.json") });
  expect((await stranger.closed(token)).statusCode).toBe(401);
});

test("who logged in stays so after a restart", async () => {
  const DEVELOPMENT_KEY = join(await folder(), "key.json");
  const first = await development({ DEVELOPMENT_KEY });
  const { body: code } = await first.start();
  await (await first.authenticator.development?.())?.decide(code.user_code, "bob");
  const { body } = await first.poll(code.device_code);
  expect((await stat(`${DEVELOPMENT_KEY}.logins`)).mode & 0o777).toBe(0o600);

  const second = await development({ DEVELOPMENT_KEY });
  const again = await second.refresh(body.refresh_token);
  expect(again).toMatchObject({ status: 200, body: { id_token: expect.any(String) } });
  expect((await second.closed(again.body.access_token)).statusCode).toBe(200);
});

test("logins that cannot be read are forgotten, and new ones work", async () => {
  const DEVELOPMENT_KEY = join(await folder(), "key.json");
  await writeFile(`${DEVELOPMENT_KEY}.logins`, "[{");
  const at = await development({ DEVELOPMENT_KEY });
  const { body: code } = await at.start();
  await (await at.authenticator.development?.())?.decide(code.user_code, "bob");
  expect((await at.poll(code.device_code)).status).toBe(200);
});

test("a token can be made for another account, with other scopes, for a short time", async () => {
  const DEVELOPMENT_KEY = join(await folder(), "key.json");
  const at = await development({ DEVELOPMENT_KEY });
  const key = await keyIn(DEVELOPMENT_KEY);
  const token = await mintDevelopmentToken(key, "alice", { scope: "consumer:read", claims: { acc: "mine" } });
  expect((await at.closed(token)).json()).toMatchObject({
    account: "urn:ivcap:account:mine",
    scopes: ["consumer:read"],
  });
  const ended = await mintDevelopmentToken(key, "alice", { seconds: -31 });
  expect((await at.closed(ended)).statusCode).toBe(401);
});

test("the key's file is its owner's, whole, and one for all who make it at the same time", async () => {
  const directory = await folder();
  const file = join(directory, "key.json");
  const keys = await Promise.all([keyIn(file), keyIn(file), keyIn(file)]);
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(directory)).toEqual(["key.json"]);
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ kty: "RSA", alg: "RS256" });
});

test.each([
  ["half a file", "{"],
  ["a public key", JSON.stringify({ kty: "RSA", alg: "RS256", kid: "a", n: "AQAB", e: "AQAB" })],
  ["another algorithm's", JSON.stringify({ kty: "oct", alg: "HS256", kid: "a", k: "AQAB", d: "x" })],
])("a key's file with %s is refused by name, and not replaced", async (_, text) => {
  const file = join(await folder(), "key.json");
  await writeFile(file, text);
  const error = await keyIn(file).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).message).toMatch(/^DEVELOPMENT_KEY: ".*key\.json" holds no signing key/);
  expect(await readFile(file, "utf8")).toBe(text);
});

test("a key's file in a folder that is not there is refused by name when the gateway starts", async () => {
  await expect(development({ DEVELOPMENT_KEY: join(await folder(), "none", "key.json") })).rejects.toThrow(
    /^DEVELOPMENT_KEY: .*none\/key\.json" holds no signing key \(ENOENT/,
  );
});
