import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "@ivcap/shared/config";
import { createAuthenticator, type Options } from "../../src/authentication/authenticator";
import { AuthConfig, authSettingsOf } from "../../src/authentication/config";
import { decisionsOf, providerOf } from "../../src/development/identity";
import { newKey } from "../../src/development/key";
import { authentication } from "../../src/plugins/authentication";
import { logins } from "../../src/routes/login";
import { emptyApp } from "./app";
import { log, SETTINGS } from "./issuer";

export const BASE = "http://localhost:8088";
export const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
/** What the command line asks for. */
export const SCOPE = "openid profile email offline_access";

/** A gateway's routes of logins beside one that is closed. */
export async function gateway(environment: Record<string, string>, options: Options = {}) {
  const authenticator = createAuthenticator(configOf(AuthConfig, environment), log, options);
  const app = emptyApp();
  await app.register(authentication, { authenticator });
  await app.register(logins({ authenticator, base: () => BASE }));
  app.get("/closed", async ({ identity: { account, principal, scopes, operator } }) => ({
    account,
    principal,
    scopes: [...scopes],
    operator,
  }));

  const post = async (
    url: string,
    form: Record<string, string> | string,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      payload: typeof form === "string" ? form : new URLSearchParams(form).toString(),
    });
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
  };
  const { clientId, audience } = authenticator.settings;
  return {
    app,
    authenticator,
    post,
    start: (form: Record<string, string> = {}) =>
      post("/1/login/device", { client_id: clientId, scope: SCOPE, audience, ...form }),
    poll: (device_code: string) =>
      post("/1/login/token", { grant_type: DEVICE, device_code, client_id: clientId }),
    refresh: (refresh_token: string) =>
      post("/1/login/token", { grant_type: "refresh_token", refresh_token, client_id: clientId }),
    closed: (token: string) => app.inject({ url: "/closed", headers: { authorization: `Bearer ${token}` } }),
  };
}

export const production = (options: Options) => gateway(SETTINGS, options);
/** With one key for all, since making one takes longer than any of the tests. */
export const development = async (environment: Record<string, string> = {}) =>
  gateway({
    ENVIRONMENT: "local",
    AUTH_MODE: "development",
    DEVELOPMENT_KEY: await sharedKey,
    ...environment,
  });

const sharedKey = mkdtemp(join(tmpdir(), "development-")).then((folder) => join(folder, "key.json"));

/** A standard issuer that listens on this machine, and a gateway before it. */
export async function standardIssuer() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const AUTH_ISSUER = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = {
    ...SETTINGS,
    ENVIRONMENT: "local",
    AUTH_ISSUER,
    AUTH_AUDIENCE: "https://api.example/",
  };
  const settings = authSettingsOf(configOf(AuthConfig, environment));
  const provider = providerOf(settings, await newKey());
  server.on("request", provider.callback());
  return {
    issuer: AUTH_ISSUER,
    ...decisionsOf(provider, settings),
    ...(await gateway(environment)),
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
