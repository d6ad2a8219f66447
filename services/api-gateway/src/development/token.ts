import { importJWK, SignJWT } from "jose";
import { DEVELOPMENT } from "../authentication/config";
import type { SigningKey } from "./key";
import { claimsOf, DEVELOPMENT_USERS, type DevelopmentUserName } from "./users";

/**
 * A token as the development issuer would give it after a login, without one: to try commands with, for tests and measurements.
 *
 * @param options.scope such as `consumer:read`; without it what the user has, and the gateway's default beside
 * @param options.seconds how long it lasts; a day where it is not said
 * @param options.claims instead of the user's, such as another `acc`
 */
export async function mintDevelopmentToken(
  key: SigningKey,
  user: DevelopmentUserName,
  options: {
    scope?: string;
    seconds?: number;
    audience?: string;
    now?: number;
    claims?: Record<string, unknown>;
  } = {},
): Promise<string> {
  const { id, scopes } = DEVELOPMENT_USERS[user];
  const issued = Math.floor((options.now ?? Date.now()) / 1000);
  const scope = options.scope ?? scopes.join(" ");
  return await new SignJWT({
    iss: DEVELOPMENT.issuer,
    aud: options.audience ?? DEVELOPMENT.audience,
    sub: id,
    client_id: DEVELOPMENT.clientId,
    jti: crypto.randomUUID(),
    iat: issued,
    exp: issued + (options.seconds ?? 86_400),
    ...(scope === "" ? {} : { scope }),
    ...claimsOf(user),
    ...options.claims,
  })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: "at+jwt" })
    .sign(await importJWK(key, key.alg));
}
