import type { Identity } from "@ivcap/shared/identity";
import type { Static } from "typebox";
import type { DevelopmentIdentity } from "../development/identity";
import { type AuthConfig, type AuthSettings, authSettingsOf } from "./config";
import { Issuer } from "./issuer";
import { overNetwork, type Transport } from "./transport";
import { Verifier } from "./verifier";

/** What the gateway asks about tokens and logins. */
export type Authenticator = {
  readonly settings: AuthSettings;
  readonly issuer: Issuer;
  /** The issuer in this process, where there is one: made when it is first wanted. */
  readonly development?: () => Promise<DevelopmentIdentity>;
  /** At once, where the token was verified a short time ago. */
  cached(token: string): Identity | undefined;
  /** @throws ApiError 401, which says what is wrong with the token; 503 where the issuer is needed and away */
  authenticate(token: string): Promise<Identity>;
};

export type Options = {
  transport?: Transport;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** How many verified tokens are remembered. */
  cacheSize?: number;
};

/**
 * From the variables of `AuthConfig`. Asks nobody yet: the issuer may be away when the gateway starts.
 *
 * @throws ConfigError where the variables do not fit together
 */
export function createAuthenticator(
  config: Static<typeof AuthConfig>,
  log: { warn(details: object, message: string): void },
  { transport = overNetwork(), now = Date.now, cacheSize = 10_000 }: Options = {},
): Authenticator {
  const settings = authSettingsOf(config);
  const development = settings.mode === "development" ? once(() => start(settings)) : undefined;
  const ask = development === undefined ? transport : inProcess(development);
  const verifier = new Verifier(settings, () => issuer, now, cacheSize);
  const issuer = new Issuer(settings, ask, log, now, () => verifier.forget());
  return {
    settings,
    issuer,
    ...(development === undefined ? {} : { development }),
    cached: (token) => verifier.cached(token),
    authenticate: async (token) => verifier.cached(token) ?? (await verifier.verify(token)),
  };
}

/** Loaded only where it is used: a deployment's gateway has no issuer in its memory. */
async function start(settings: AuthSettings): Promise<DevelopmentIdentity> {
  const { createDevelopmentIdentity } = await import("../development/identity");
  return await createDevelopmentIdentity(settings);
}

const inProcess =
  (development: () => Promise<DevelopmentIdentity>): Transport =>
  async (url, init) =>
    (await development()).transport(url, init);

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
