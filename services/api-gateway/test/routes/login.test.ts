import { jest } from "@jest/globals";
import { createLocalJWKSet, jwtVerify } from "jose";
import { DEVELOPMENT_USERS } from "../../src/development/users";
import { standardIssuer } from "../support/login";

describe("before a standard issuer", () => {
  let at: Awaited<ReturnType<typeof standardIssuer>>;
  beforeAll(async () => {
    at = await standardIssuer();
  });
  afterAll(() => at.stop());
  afterEach(() => jest.restoreAllMocks());

  test("a login waits with 403, is let in, opens the gateway, and is refreshed with an identity token", async () => {
    const started = await at.start();
    expect(started.status).toBe(200);
    expect(started.headers["cache-control"]).toBe("no-store");
    expect(started.body).toEqual({
      device_code: expect.any(String),
      user_code: expect.any(String),
      verification_uri: `${at.issuer}/device`,
      verification_uri_complete: `${at.issuer}/device?user_code=${started.body.user_code}`,
      expires_in: 600,
      interval: 5,
    });
    const { device_code, user_code } = started.body;

    const pending = await at.poll(device_code);
    expect([pending.status, pending.body.error]).toEqual([403, "authorization_pending"]);

    expect(await at.decide(user_code, "alice")).toBe(true);
    const got = await at.poll(device_code);
    expect([got.status, got.headers["cache-control"]]).toEqual([200, "no-store"]);
    expect(got.body).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 3_600,
      refresh_token: expect.any(String),
      id_token: expect.any(String),
      scope: "",
    });
    const alice = `urn:ivcap:account:${DEVELOPMENT_USERS.alice.account}`;
    expect((await at.closed(got.body.access_token)).json()).toMatchObject({ account: alice });

    const again = await at.refresh(got.body.refresh_token);
    expect(again.status).toBe(200);
    expect(again.body.access_token).not.toBe(got.body.access_token);
    expect((await at.closed(again.body.access_token)).json()).toMatchObject({ account: alice });

    const keys = (await at.app.inject("/1/login/jwks.json")).json();
    const { payload } = await jwtVerify(again.body.id_token, createLocalJWKSet(keys), { audience: "cli" });
    const { name, email, account: acc } = DEVELOPMENT_USERS.alice;
    expect(payload).toMatchObject({ name, email, acc, nickname: "alice" });
  });

  test("an identity token opens nothing: it is for the client", async () => {
    const { body } = await at.start();
    await at.decide(body.user_code, "bob");
    const got = await at.poll(body.device_code);
    expect((await at.closed(got.body.id_token)).statusCode).toBe(401);
  });

  test("a login that is denied ends with 403 and access_denied", async () => {
    const { body } = await at.start();
    await at.decide(body.user_code, undefined);
    const got = await at.poll(body.device_code);
    expect([got.status, got.body.error]).toEqual([403, "access_denied"]);
  });

  test("a login that nobody lets in ends with 403 and expired_token", async () => {
    const { body } = await at.start();
    const later = Date.now() + 601_000;
    jest.spyOn(Date, "now").mockReturnValue(later);
    const got = await at.poll(body.device_code);
    expect([got.status, got.body.error]).toEqual([403, "expired_token"]);
  });

  test("a code is good for one set of tokens", async () => {
    const { body } = await at.start();
    await at.decide(body.user_code, "bob");
    expect((await at.poll(body.device_code)).status).toBe(200);
    const got = await at.poll(body.device_code);
    expect([got.status, got.body.error]).toEqual([403, "invalid_grant"]);
  });

  test("a refresh token that is none is refused as the command line understands it", async () => {
    const got = await at.refresh("nonsense");
    expect([got.status, got.body.error]).toEqual([403, "invalid_grant"]);
  });
});
