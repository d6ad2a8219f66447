import type { Configuration } from "oidc-provider";
import type { AuthSettings } from "../authentication/config";
import type { SigningKey } from "./key";
import { store } from "./store";
import { claimsOf, DEVELOPMENT_USERS, userOf } from "./users";

const HOUR = 3_600;

/** A standard issuer with one public client, the device flow and refresh tokens, and nothing else. */
export function configurationOf(
  { clientId, audience, developmentKey }: AuthSettings,
  key: SigningKey,
): Configuration {
  return {
    adapter: store(developmentKey === undefined ? undefined : `${developmentKey}.logins`),
    jwks: { keys: [key] },
    clients: [
      {
        client_id: clientId,
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
        response_types: [],
        redirect_uris: [],
      },
    ],
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      deviceFlow: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          audience,
          scope: SCOPES.join(" "),
          accessTokenFormat: "jwt",
          accessTokenTTL: HOUR,
          jwt: { sign: { alg: key.alg } },
        }),
      },
    },
    scopes: ["openid", "offline_access", ...SCOPES],
    claims: {
      openid: ["sub", "acc"],
      profile: ["name", "nickname"],
      email: ["email", "email_verified"],
    },
    // The command line reads the account and the name from the identity token and asks nobody else.
    conformIdTokenClaims: false,
    findAccount: (_context, id) => {
      const user = userOf(id);
      return user && { accountId: id, claims: () => ({ sub: id, ...claimsOf(user) }) };
    },
    extraTokenClaims: (_context, token) => {
      const user =
        "accountId" in token && token.accountId !== undefined ? userOf(token.accountId) : undefined;
      return user && claimsOf(user);
    },
    rotateRefreshToken: false,
    ttl: {
      AccessToken: HOUR,
      DeviceCode: 600,
      Grant: 14 * 24 * HOUR,
      IdToken: HOUR,
      RefreshToken: 14 * 24 * HOUR,
      Session: HOUR,
      Interaction: HOUR,
    },
  };
}

const SCOPES = DEVELOPMENT_USERS.operator.scopes;
