import { claims, discovery, key, NOW, setup, sign } from "../support/issuer";
import { refusal } from "../support/refusal";

const MINUTE = 60_000;

test("a key that is not known is looked for, once in thirty seconds however many tokens name it", async () => {
  const { authenticator, issuer, clock, token } = await setup();
  const stranger = await key("stranger");
  await authenticator.authenticate(await token());
  expect(issuer.asked.keys).toBe(1);

  clock.now += 31_000;
  const tokens = await Promise.all(
    [1, 2, 3, 4, 5].map((n) => sign(claims(clock.now, { n }), stranger, { kid: `unknown-${n}` })),
  );
  const errors = await Promise.all(tokens.map((each) => refusal(authenticator.authenticate(each))));
  expect(errors.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(issuer.asked.keys).toBe(2);

  clock.now += 29_000;
  for (const each of tokens) await refusal(authenticator.authenticate(each));
  expect(issuer.asked.keys).toBe(2);
  expect(issuer.asked.discovery).toBe(1);
});

test("after a rotation new tokens come in with the next look, and old ones no more once their key is gone", async () => {
  const { authenticator, issuer, clock, token } = await setup();
  const old = await token();
  await authenticator.authenticate(old);
  expect(authenticator.cached(old)).toBeDefined();

  const next = await key("two");
  issuer.keys = [next.public];
  clock.now += 31_000;
  const fresh = await sign(claims(clock.now), next);
  await expect(authenticator.authenticate(fresh)).resolves.toBeDefined();

  expect(authenticator.cached(old)).toBeUndefined();
  const error = await refusal(authenticator.authenticate(old));
  expect([error.status, error.message]).toEqual([401, expect.stringMatching(/does not publish/)]);
});

test("a key that the issuer takes back without a new one is forgotten within minutes", async () => {
  const { authenticator, issuer, clock, token } = await setup();
  const old = await token({ exp: NOW / 1000 + 86_400 });
  await authenticator.authenticate(old);
  issuer.keys = [];
  clock.now += 5 * MINUTE;
  await authenticator.authenticate(old); // starts the look
  await new Promise(setImmediate);
  expect((await refusal(authenticator.authenticate(old))).status).toBe(401);
});

test("after a long silence the keys are looked at before anybody comes in", async () => {
  const { authenticator, issuer, clock, token } = await setup();
  const old = await token({ exp: NOW / 1000 + 86_400 });
  await authenticator.authenticate(old);
  issuer.keys = [];
  clock.now += 15 * MINUTE;
  expect((await refusal(authenticator.authenticate(old))).status).toBe(401);
});

describe("a token that was verified", () => {
  test("is known at once for a minute", async () => {
    const { authenticator, clock, token } = await setup();
    const good = await token();
    expect(authenticator.cached(good)).toBeUndefined();
    const identity = await authenticator.authenticate(good);
    clock.now += MINUTE - 1;
    expect(authenticator.cached(good)).toBe(identity);
    clock.now += 1;
    expect(authenticator.cached(good)).toBeUndefined();
  });

  test("is known no longer than it lasts", async () => {
    const { authenticator, clock, token } = await setup();
    const short = await token({ exp: NOW / 1000 + 10 });
    await authenticator.authenticate(short);
    clock.now += 10_000;
    expect(authenticator.cached(short)).toBeUndefined();
  });

  test("is not known by a part of it, nor by more than it", async () => {
    const { authenticator, token } = await setup();
    const good = await token();
    await authenticator.authenticate(good);
    const others = [good.slice(0, -1), `${good}A`, ` ${good}`, good.split(".").slice(0, 2).join(".")];
    expect(others.map((each) => authenticator.cached(each))).toEqual(others.map(() => undefined));
  });

  test("is dropped when the issuer's keys change while it is verified", async () => {
    const { authenticator, issuer, clock, token } = await setup();
    await authenticator.authenticate(await token({ n: 1 }));
    const next = await key("two");
    clock.now += 31_000;
    const [old, fresh] = await Promise.all([token({ n: 2 }), sign(claims(clock.now), next)]);
    issuer.keys = [next.public];
    await Promise.allSettled([authenticator.authenticate(fresh), authenticator.authenticate(old)]);
    expect(authenticator.cached(old)).toBeUndefined();
  });

  test("leaves when more come than are kept, and is then verified again", async () => {
    const { authenticator, token } = await setup({}, { cacheSize: 3 });
    const tokens = await Promise.all([1, 2, 3, 4].map((n) => token({ n })));
    for (const each of tokens) await authenticator.authenticate(each);
    expect(tokens.map((each) => authenticator.cached(each) !== undefined)).toEqual([false, true, true, true]);
    await expect(authenticator.authenticate(tokens[0] ?? "")).resolves.toBeDefined();
  });
});

const failures: [string, () => Promise<Response | undefined>][] = [
  ["is away", () => Promise.reject(new TypeError("fetch failed"))],
  ["fails", async () => new Response("oops", { status: 500 })],
  ["answers a page", async () => new Response("<html>", { headers: { "content-type": "text/html" } })],
  [
    "answers half an object",
    async () => new Response("{", { headers: { "content-type": "application/json" } }),
  ],
  ["answers nothing", async () => new Response(null, { status: 204 })],
  ["answers null", async () => Response.json(null)],
  ["answers a list", async () => Response.json([])],
  ["answers keys that are none", async () => Response.json({ ...discovery(), keys: "none" })],
];

describe.each(failures)("where the issuer %s", (_, failure) => {
  test("nobody new comes in, with 503 and when to try again; afterwards all is well by itself", async () => {
    const { authenticator, issuer, clock, token } = await setup();
    issuer.answer = failure;
    const error = await refusal(authenticator.authenticate(await token()));
    expect([error.status, error.headers["retry-after"]]).toEqual([503, "2"]);
    await refusal(authenticator.authenticate(await token()));
    expect(issuer.asked.discovery + issuer.asked.keys).toBeLessThanOrEqual(2);

    issuer.answer = async () => undefined;
    clock.now += 2_000;
    await expect(authenticator.authenticate(await token())).resolves.toBeDefined();
  });

  test("keys that are known go on verifying for a day, and others are 503", async () => {
    const { authenticator, issuer, clock, token } = await setup();
    await authenticator.authenticate(await token());
    issuer.answer = failure;
    clock.now += 23 * 60 * MINUTE;
    await expect(authenticator.authenticate(await token())).resolves.toBeDefined();
    const stranger = await sign(claims(clock.now), await key("two"));
    expect((await refusal(authenticator.authenticate(stranger))).status).toBe(503);
    clock.now += 2 * 60 * MINUTE;
    expect((await refusal(authenticator.authenticate(await token()))).status).toBe(503);
  });
});

test.each([
  ["another issuer's name", { issuer: "https://evil.example" }],
  ["keys over plain http", { jwks_uri: "http://issuer.example/keys" }],
  ["keys in a file", { jwks_uri: "file:///etc/passwd" }],
  ["keys at an address inside", { jwks_uri: "http://169.254.169.254/latest/meta-data" }],
  ["a token endpoint over plain http", { token_endpoint: "http://issuer.example/token" }],
  ["no keys", { jwks_uri: undefined }],
  ["keys at no URL", { jwks_uri: "keys" }],
])("a discovery with %s is not followed", async (_, changes) => {
  const { authenticator, issuer, token } = await setup();
  issuer.answer = async (url) =>
    url.endsWith("openid-configuration") ? Response.json(discovery(changes)) : undefined;
  expect((await refusal(authenticator.authenticate(await token()))).status).toBe(503);
  expect(issuer.asked).toEqual({ discovery: 1, keys: 0, other: 0 });
});

test("a key too weak to be used lets nobody in", async () => {
  const { authenticator, issuer, token } = await setup();
  issuer.keys = [{ kty: "RSA", kid: "one", alg: "RS256", n: "AQAB", e: "AQAB" }];
  expect((await refusal(authenticator.authenticate(await token()))).status).toBe(401);
});

test("private parts of a key that an issuer publishes by mistake are not passed on", async () => {
  const { authenticator, issuer, signing } = await setup();
  issuer.keys = [
    { ...signing.public, d: "secret", p: "secret" },
    { kty: "oct", k: "secret" },
  ];
  const { n, e, kty, kid, alg, use } = signing.public;
  expect(await authenticator.issuer.keys()).toEqual({ keys: [{ n, e, kty, kid, alg, use }] });
});
