import { createHmac } from "node:crypto";
import { type CryptoKey, exportJWK, exportSPKI, importJWK, type JWTHeaderParameters, SignJWT } from "jose";
import { AUDIENCE, claims, ISSUER, key, NOW, setup, sign } from "../support/issuer";
import { refusal } from "../support/refusal";

const encode = (value: unknown) =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** What is said of a token that has to be refused with 401. */
async function refused(authenticator: { authenticate(token: string): Promise<unknown> }, token: string) {
  const error = await refusal(authenticator.authenticate(token));
  expect(error.status).toBe(401);
  expect(error.headers["www-authenticate"]).toMatch(/^Bearer realm="ivcap", error="invalid_token"/);
  return error.message;
}

const cases = (word: string): string[] =>
  [...word].reduce<string[]>(
    (all, letter) => all.flatMap((start) => [start + letter, start + letter.toUpperCase()]),
    [""],
  );

test.each(cases("none"))("a token without a signature is refused, however it is written: %s", async (alg) => {
  const { authenticator, token } = await setup();
  const [, payload, signature] = (await token()).split(".");
  const header = encode({ alg, kid: "one", typ: "JWT" });
  expect(await refused(authenticator, `${header}.${payload}.`)).toMatch(/algorithm is not accepted/);
  expect(await refused(authenticator, `${header}.${payload}.${signature}`)).toMatch(/algorithm/);
});

test.each(["HS256", "HS384", "HS512"])(
  "the issuer's public key is no secret that %s could use",
  async (alg) => {
    const { authenticator, signing } = await setup();
    const publicKey = (await importJWK({ ...signing.public, ext: true }, "RS256")) as CryptoKey;
    const secrets = [await exportSPKI(publicKey), JSON.stringify(signing.public), signing.public.n ?? ""];
    for (const secret of secrets) {
      const start = `${encode({ alg, kid: "one" })}.${encode(claims(NOW))}`;
      const mac = createHmac(`sha${alg.slice(2)}`, secret)
        .update(start)
        .digest("base64url");
      expect(await refused(authenticator, `${start}.${mac}`)).toMatch(
        /algorithm is not accepted; allowed: RS256/,
      );
    }
  },
);

test("a symmetric key that the issuer publishes verifies nothing", async () => {
  const { authenticator, issuer } = await setup();
  const k = encode("a secret that everybody can read....");
  issuer.keys.push({ kty: "oct", kid: "shared", alg: "HS256", k });
  const token = await new SignJWT(claims(NOW))
    .setProtectedHeader({ alg: "HS256", kid: "shared" })
    .sign(Buffer.from(k, "base64url"));
  expect(await refused(authenticator, token)).toMatch(/algorithm/);
});

test("an algorithm that is not configured is refused though the issuer has a key for it", async () => {
  const { authenticator, issuer } = await setup({ AUTH_ALGORITHMS: "ES256" });
  const rsa = await key("one");
  issuer.keys = [rsa.public];
  expect(await refused(authenticator, await sign(claims(NOW), rsa))).toMatch(/allowed: ES256$/);
});

test.each(["PS256", "RS512"])("a key published for RS256 does not verify %s", async (alg) => {
  const { authenticator, signing } = await setup({ AUTH_ALGORITHMS: "RS256,PS256,RS512" });
  const jwk = await exportJWK(signing.private);
  const token = await new SignJWT(claims(NOW))
    .setProtectedHeader({ alg, kid: "one" })
    .sign(await importJWK(jwk, alg));
  expect(await refused(authenticator, token)).toMatch(/key that the issuer does not publish/);
});

test("keys and addresses of keys in a token's own header are not looked at", async () => {
  const { authenticator, issuer } = await setup();
  const own = await key("own");
  const headers: Partial<JWTHeaderParameters>[] = [
    { jwk: own.public, kid: "one" },
    { jwk: own.public },
    { jku: "https://evil.example/keys", kid: "own" },
    { jku: `${ISSUER}/other`, kid: "own" },
    { x5u: "https://evil.example/chain", kid: "one" },
    { x5c: ["MIIB"], kid: "one" },
  ];
  for (const header of headers) {
    const token = await sign(claims(NOW), own, header);
    expect(await refused(authenticator, token)).toMatch(/signature does not verify|does not publish/);
  }
  expect(issuer.asked).toEqual({ discovery: 1, keys: 1, other: 0 });
});

test.each([
  "../../../../dev/null",
  "/dev/null",
  "one' OR '1'='1",
  "one; cat /etc/passwd",
  "__proto__",
  "constructor",
  "one\u0000",
  "",
])("a key's id is a name to compare and no more: %j", async (kid) => {
  const { authenticator, token, issuer } = await setup();
  expect(await refused(authenticator, await token({}, { kid }))).toMatch(/does not publish/);
  expect(issuer.asked.other).toBe(0);
});

test.each([
  ["another issuer", { iss: "https://evil.example" }, /issuer is not https:\/\/issuer\.example/],
  ["an issuer that begins alike", { iss: `${ISSUER}.evil.example` }, /issuer/],
  ["no issuer", { iss: undefined }, /claim iss is missing/],
  ["another audience", { aud: "https://other.example/" }, /audience https:\/\/api\.example\//],
  ["audiences without ours", { aud: ["cli", "https://other.example/"] }, /audience/],
  ["no audience", { aud: undefined }, /claim aud is missing/],
  ["no end", { exp: undefined }, /claim exp is missing/],
  ["an end that is text", { exp: "2099" }, /claim exp/],
  ["an end in the past", { exp: NOW / 1000 - 31 }, /expired at 2026-10-31T23:59:29/],
  ["a start in the future", { nbf: NOW / 1000 + 31 }, /not valid yet/],
  ["an issue in the future", { iat: NOW / 1000 + 31 }, /issued at 2026-11-01T00:00:31/],
])("a token is refused for %s", async (_, changes, reason) => {
  const { authenticator, token } = await setup();
  expect(await refused(authenticator, await token(changes))).toMatch(reason);
});

test.each([
  ["the issuer with a slash at its end", { iss: `${ISSUER}/` }],
  ["several audiences, one of them ours", { aud: ["other", AUDIENCE] }],
  ["an end within the leeway", { exp: NOW / 1000 - 29 }],
  ["a start and an issue within the leeway", { nbf: NOW / 1000 + 29, iat: NOW / 1000 + 29 }],
])("a token is accepted with %s", async (_, changes) => {
  const { authenticator, token } = await setup();
  await expect(authenticator.authenticate(await token(changes))).resolves.toBeDefined();
});

test("a signature that is cut, missing, changed or of other content does not verify", async () => {
  const { authenticator, token } = await setup();
  const good = await token();
  const [header = "", payload = "", signature = ""] = good.split(".");
  const flipped = `${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`;
  const tokens = [
    `${header}.${payload}.`,
    `${header}.${payload}`,
    `${header}.${payload}.${signature.slice(0, 20)}`,
    `${header}.${payload}.${flipped}`,
    `${header}.${encode(claims(NOW, { acc: "other" }))}.${signature}`,
    `${encode({ alg: "RS256", kid: "one" })}.${payload}.${signature}`,
    `${good}.${signature}`,
  ];
  for (const each of tokens)
    expect(await refused(authenticator, each)).toMatch(/signature does not verify|no signed JWT/);
});

test("of a claim or header that is there twice the last counts, for the signature and for us", async () => {
  const { authenticator, signing } = await setup();
  const start = `{"alg":"RS256","kid":"one"}`;
  const twice = JSON.stringify(claims(NOW, { acc: "first" })).replace("{", `{"acc":"zeroth","exp":1,`);
  const token = async (header: string, payload: string) => {
    const input = `${encode(header)}.${encode(payload)}`;
    const made = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", signing.private, Buffer.from(input));
    return `${input}.${Buffer.from(made).toString("base64url")}`;
  };
  expect(await authenticator.authenticate(await token(start, twice))).toMatchObject({
    account: "urn:ivcap:account:first",
  });
  const none = `{"alg":"RS256","kid":"one","alg":"none"}`;
  expect(await refused(authenticator, await token(none, twice))).toMatch(/algorithm/);
});

test("a header that demands what is not understood is refused", async () => {
  const { authenticator, signing } = await setup();
  const start = `${encode({ alg: "RS256", kid: "one", crit: ["ivcap"], ivcap: true })}.${encode(claims(NOW))}`;
  const made = await crypto.subtle.sign("RSASSA-PKCS1-v1_5", signing.private, Buffer.from(start));
  expect(await refused(authenticator, `${start}.${Buffer.from(made).toString("base64url")}`)).toMatch(
    /no signed JWT that is understood/,
  );
});

test("a token of a megabyte is refused before anything is done with it", async () => {
  const { authenticator, token, issuer } = await setup();
  const large = await token({ filler: "x".repeat(1_000_000) });
  expect(await refused(authenticator, large)).toMatch(/at most 8192/);
  expect(issuer.asked).toEqual({ discovery: 0, keys: 0, other: 0 });
});

test.each([
  "",
  "a",
  "a.b.c",
  "...",
  "....",
  `${encode({})}.${encode({})}.`,
  "\u0000",
  "é.é.é",
  "eyJhbGciOiJSUzI1NiJ9",
])("what is no token is refused as such: %j", async (text) => {
  const { authenticator } = await setup();
  await refused(authenticator, text);
});

test.each(["ES256", "EdDSA", "PS256"])("a good token of %s is accepted", async (alg) => {
  const { authenticator, issuer } = await setup();
  const other = await key("other", alg);
  issuer.keys.push(other.public);
  await expect(authenticator.authenticate(await sign(claims(NOW), other))).resolves.toBeDefined();
});

test("a token that names no key is verified where the issuer has one key, and refused where it has several", async () => {
  const { authenticator, issuer, token } = await setup();
  const nameless = (await token({}, { kid: undefined as unknown as string })) as string;
  await expect(authenticator.authenticate(nameless)).resolves.toBeDefined();
  const second = await setup();
  second.issuer.keys = [...issuer.keys, (await key("two")).public];
  expect(await refused(second.authenticator, nameless)).toMatch(/does not say \(kid\)/);
});
