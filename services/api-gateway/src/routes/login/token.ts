import { decodeJwt } from "jose";
import type { Authenticator } from "../../authentication/authenticator";
import { OAuthError, parameter, required } from "./form";
import { ask, checkClient, secondsOf } from "./upstream";

export const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";
export const REFRESH = "refresh_token";

/** RFC 6749 §5.1 and OpenID Connect Core 1.0 §3.1.3.3. */
export type Tokens = {
  access_token: string;
  token_type: string;
  /** Seconds. Optional for issuers; without it the command line takes a token for over at once. */
  expires_in?: number;
  refresh_token?: string;
  id_token?: string;
  scope?: string;
};

/** The tokens of a login that somebody let in, or new ones for a refresh token; from the issuer, whose answer is not looked into. */
export async function tokens(authenticator: Authenticator, body: unknown): Promise<Tokens> {
  const { settings, issuer } = authenticator;
  checkClient(body, settings);
  const grant = required(body, "grant_type", `${DEVICE} or ${REFRESH}`);
  if (grant !== DEVICE && grant !== REFRESH)
    throw new OAuthError(400, "unsupported_grant_type", `grant_type is neither ${DEVICE} nor ${REFRESH}`);

  const form = new URLSearchParams({ grant_type: grant, client_id: settings.clientId });
  const secret = grant === DEVICE ? "device_code" : "refresh_token";
  form.set(secret, required(body, secret, `grant_type ${grant} needs it`));
  for (const name of ["scope", "audience"]) {
    const value = parameter(body, name);
    if (value !== undefined) form.set(name, value);
  }
  const { token } = await issuer.endpoints();
  if (token === undefined)
    throw new OAuthError(400, "unauthorized_client", `the issuer ${settings.issuerId} offers no tokens`);
  return known(await ask(authenticator, token, form)) ?? Promise.reject(issuer.away(2));
}

/** What clients read, each of its type, and nothing else; undefined where there is no token. */
function known(found: Record<string, unknown>): Tokens | undefined {
  const { access_token, token_type } = found;
  if (typeof access_token !== "string") return undefined;
  const expires_in = secondsOf(found.expires_in) ?? remaining(access_token);
  const texts = (["refresh_token", "id_token", "scope"] as const).filter(
    (name) => typeof found[name] === "string",
  );
  return {
    access_token,
    token_type: typeof token_type === "string" ? token_type : "Bearer",
    ...(expires_in === undefined ? {} : { expires_in }),
    ...Object.fromEntries(texts.map((name) => [name, found[name]])),
  };
}

/** As the token says itself: nothing here rests on it, whoever uses the token is told when it is over. */
function remaining(token: string): number | undefined {
  try {
    return secondsOf(Math.floor((decodeJwt(token).exp ?? 0) - Date.now() / 1000));
  } catch {
    return undefined;
  }
}
