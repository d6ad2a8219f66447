import { ACCOUNT, setup } from "../support/issuer";
import { refusal } from "../support/refusal";

test("a good token says who asks", async () => {
  const { authenticator, token } = await setup();
  expect(await authenticator.authenticate(await token({ scope: "openid consumer:read" }))).toEqual({
    account: `urn:ivcap:account:${ACCOUNT}`,
    principal: "urn:ivcap:principal:auth0%7Calice",
    scopes: new Set(["openid", "consumer:read"]),
    operator: false,
  });
});

test("a token without scopes of ours has the configured ones", async () => {
  const { authenticator, token } = await setup();
  const { scopes } = await authenticator.authenticate(await token({ scope: "openid profile" }));
  expect(scopes).toEqual(new Set(["openid", "profile", "consumer:read", "consumer:write"]));
});

test("where the default is none, a token without scopes of ours may do nothing", async () => {
  const { authenticator, token } = await setup({ AUTH_DEFAULT_SCOPES: "none" });
  expect((await authenticator.authenticate(await token())).scopes).toEqual(new Set());
});

test("the scope ivcap:operator makes an operator", async () => {
  const { authenticator, token } = await setup();
  expect(await authenticator.authenticate(await token({ scope: "ivcap:operator" }))).toMatchObject({
    operator: true,
  });
});

test.each([
  ["a text", "consumer:read ivcap:operator"],
  ["a list", ["consumer:read", "ivcap:operator", 7, null]],
])("scopes are read from %s, of the claim that is configured", async (_, scp) => {
  const { authenticator, token } = await setup({ AUTH_SCOPES_CLAIM: "scp" });
  const { scopes } = await authenticator.authenticate(await token({ scp, scope: "consumer:write" }));
  expect(scopes).toEqual(new Set(["consumer:read", "ivcap:operator"]));
});

test.each([{ scope: { "consumer:write": true } }, { scope: 7 }, { scope: [["ivcap:operator"]] }])(
  "scopes of another shape grant nothing: %j",
  async (claim) => {
    const { authenticator, token } = await setup({ AUTH_DEFAULT_SCOPES: "none" });
    expect(await authenticator.authenticate(await token(claim))).toMatchObject({
      scopes: new Set(),
      operator: false,
    });
  },
);

test("the account may be in a claim with a namespace", async () => {
  const { authenticator, token } = await setup({ AUTH_ACCOUNT_CLAIM: "ivcap/claims/acc" });
  const identity = await authenticator.authenticate(
    await token({ acc: "other", "ivcap/claims/acc": "mine" }),
  );
  expect(identity.account).toBe("urn:ivcap:account:mine");
});

test("an account's uuid is one account in upper and lower case, another name is not", async () => {
  const { authenticator, token } = await setup();
  const accountOf = async (acc: string) => (await authenticator.authenticate(await token({ acc }))).account;
  expect(await accountOf(ACCOUNT.toUpperCase())).toBe(await accountOf(ACCOUNT));
  expect(await accountOf("Alice")).not.toBe(await accountOf("alice"));
});

test.each([
  undefined,
  "",
  "a:b",
  "../x",
  "a b",
  "ä",
  "a%7C",
  "a\n",
  "x".repeat(101),
  "urn:ivcap:account:a",
  7,
  null,
  ["a"],
])("an account that cannot stand in a URN is refused: %j", async (acc) => {
  const { authenticator, token } = await setup();
  const error = await refusal(authenticator.authenticate(await token({ acc: acc })));
  expect(error.status).toBe(401);
  expect(error.message).toMatch(/claim acc/);
});

test.each(["a b", "a:b", "a/../b", "ä", "a\u0000b", "a%7Cb", "urn:ivcap:principal:a"])(
  "a subject is written so that it fits a URN and stays its own: %j",
  async (sub) => {
    const { authenticator, token } = await setup();
    const { principal } = await authenticator.authenticate(await token({ sub }));
    expect(principal).toMatch(/^urn:ivcap:principal:[A-Za-z0-9._~!*'()%-]+$/);
    expect(decodeURIComponent(principal.replace("urn:ivcap:principal:", ""))).toBe(sub);
  },
);

test.each([undefined, "", "x".repeat(256), "\ud800", 7])(
  "a subject that names nobody is refused: %j",
  async (sub) => {
    const { authenticator, token } = await setup();
    const error = await refusal(authenticator.authenticate(await token({ sub: sub })));
    expect([error.status, error.message]).toEqual([401, expect.stringMatching(/claim sub/)]);
  },
);
