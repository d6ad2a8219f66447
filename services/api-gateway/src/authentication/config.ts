import { ConfigError, Type } from "@ivcap/shared/config";
import { SCOPES } from "@ivcap/shared/identity";
import type { Static } from "typebox";

/** Asymmetric only: with HS* whoever can verify can sign, and a public key could be used as the secret (RFC 8725 §2.1). */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

const GRANTABLE = [SCOPES.read, SCOPES.write] as const;

/** Comma-separated names out of `allowed`. */
const listOf = (allowed: readonly string[]) => `^(${allowed.join("|")})(,(${allowed.join("|")}))*$`;

/** The variables that say whose tokens are accepted and what they carry. The gateway's own schema takes them in. */
export const AuthConfig = Type.Object({
  ENVIRONMENT: Type.String({
    default: "production",
    pattern: "^[a-z][a-z0-9-]{0,62}$",
    description:
      "the deployment's kind: local on one machine, any other name elsewhere (lower-case letters, digits, -)",
  }),
  AUTH_MODE: Type.Union([Type.Literal("oidc"), Type.Literal("development")], {
    default: "oidc",
    description:
      "oidc (the issuer of AUTH_ISSUER) or development (an issuer in this process; only where ENVIRONMENT is local)",
  }),
  AUTH_ISSUER: Type.Optional(
    Type.String({
      description:
        "the issuer's URL as its tokens say it in iss, with its discovery below /.well-known; https, or http where ENVIRONMENT is local",
    }),
  ),
  AUTH_AUDIENCE: Type.Optional(
    Type.String({
      maxLength: 1_000,
      description: "what a token's aud has to hold, such as https://api.example.org/",
    }),
  ),
  AUTH_CLIENT_ID: Type.Optional(
    Type.String({
      maxLength: 255,
      description: "the public client that the issuer knows the command line as",
    }),
  ),
  AUTH_ALGORITHMS: Type.String({
    default: "RS256,PS256,ES256,EdDSA",
    pattern: listOf(ALGORITHMS),
    description: `signatures that are accepted: some of ${ALGORITHMS.join(",")}`,
  }),
  AUTH_LEEWAY_SECONDS: Type.Integer({
    default: 30,
    minimum: 0,
    maximum: 300,
    description: "how far the issuer's clock may be off, in seconds: 0 to 300",
  }),
  AUTH_ACCOUNT_CLAIM: Type.String({
    default: "acc",
    minLength: 1,
    maxLength: 255,
    description: "the claim that holds the account's id, such as acc or ivcap/claims/acc",
  }),
  AUTH_SCOPES_CLAIM: Type.String({
    default: "scope",
    minLength: 1,
    maxLength: 255,
    description: "the claim that holds the scopes, as text or a list, such as scope, scp or permissions",
  }),
  AUTH_DEFAULT_SCOPES: Type.String({
    default: GRANTABLE.join(","),
    pattern: `${listOf(GRANTABLE)}|^none$`,
    description: `what a token without any consumer:* scope may do: some of ${GRANTABLE.join(",")}, or none`,
  }),
  DEVELOPMENT_KEY: Type.Optional(
    Type.String({
      description:
        "file with the development issuer's signing key, made where it is missing, its logins beside it; without it tokens end with the process",
    }),
  ),
});

/** What the variables say, read once. */
export type AuthSettings = {
  mode: "oidc" | "development";
  issuer: URL;
  /** As configured. */
  issuerId: string;
  audience: string;
  clientId: string;
  algorithms: string[];
  leewaySeconds: number;
  accountClaim: string;
  scopesClaim: string;
  defaultScopes: readonly string[];
  /** Plain http to the issuer, on one machine only. */
  allowHttp: boolean;
  developmentKey?: string;
};

/** What the development issuer calls itself, whatever the port: tokens outlive a restart on another one. */
export const DEVELOPMENT = {
  issuer: "http://localhost/dev/identity",
  audience: "urn:ivcap:development",
  clientId: "ivcap-cli",
} as const;

/**
 * What no schema of single variables can say: which belong together, and where.
 *
 * @throws ConfigError a line for each variable that is missing or in the wrong place
 */
export function authSettingsOf(config: Static<typeof AuthConfig>): AuthSettings {
  const local = config.ENVIRONMENT === "local";
  const problems: string[] = [];
  if (config.AUTH_MODE === "development" && !local) {
    problems.push(
      `AUTH_MODE: "development" with ENVIRONMENT ${JSON.stringify(config.ENVIRONMENT)}: its users need no password, so it is for ENVIRONMENT local only; set AUTH_MODE to oidc`,
    );
  }
  const given = config.AUTH_MODE === "development" ? developmentDefaults(config, problems) : config;
  const issuer = issuerOf(given.AUTH_ISSUER, local, problems);
  for (const name of ["AUTH_AUDIENCE", "AUTH_CLIENT_ID"] as const) {
    if (given[name] === undefined) problems.push(`${name} is not set: ${describe(name)}`);
  }
  if (problems.length > 0 || issuer === undefined) throw new ConfigError(problems);

  return {
    mode: config.AUTH_MODE,
    issuer,
    issuerId: given.AUTH_ISSUER ?? "",
    audience: given.AUTH_AUDIENCE ?? "",
    clientId: given.AUTH_CLIENT_ID ?? "",
    algorithms: config.AUTH_ALGORITHMS.split(","),
    leewaySeconds: config.AUTH_LEEWAY_SECONDS,
    accountClaim: config.AUTH_ACCOUNT_CLAIM,
    scopesClaim: config.AUTH_SCOPES_CLAIM,
    defaultScopes: config.AUTH_DEFAULT_SCOPES === "none" ? [] : config.AUTH_DEFAULT_SCOPES.split(","),
    allowHttp: local,
    ...(config.DEVELOPMENT_KEY === undefined ? {} : { developmentKey: config.DEVELOPMENT_KEY }),
  };
}

type Names = { AUTH_ISSUER?: string; AUTH_AUDIENCE?: string; AUTH_CLIENT_ID?: string };

/** The development issuer has its names already; another issuer beside it would be believed to be in use. */
function developmentDefaults(config: Names, problems: string[]): Names {
  if (config.AUTH_ISSUER !== undefined)
    problems.push(
      `AUTH_ISSUER: ${JSON.stringify(config.AUTH_ISSUER)} with AUTH_MODE development, which is its own issuer; unset AUTH_ISSUER, or set AUTH_MODE to oidc`,
    );
  return {
    AUTH_ISSUER: DEVELOPMENT.issuer,
    AUTH_AUDIENCE: config.AUTH_AUDIENCE ?? DEVELOPMENT.audience,
    AUTH_CLIENT_ID: config.AUTH_CLIENT_ID ?? DEVELOPMENT.clientId,
  };
}

function issuerOf(text: string | undefined, local: boolean, problems: string[]): URL | undefined {
  const allowed = describe("AUTH_ISSUER");
  if (text === undefined) {
    problems.push(`AUTH_ISSUER is not set: ${allowed}`);
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong =
    url === undefined
      ? "is no URL"
      : url.protocol !== "https:" && !(local && url.protocol === "http:")
        ? `has the scheme ${url.protocol.slice(0, -1)}`
        : url.username + url.password !== "" || url.search !== "" || url.hash !== ""
          ? "has a user, a query or a fragment"
          : undefined;
  if (wrong === undefined) return url;
  problems.push(`AUTH_ISSUER: ${JSON.stringify(text)} ${wrong}: ${allowed}`);
  return undefined;
}

const describe = (name: "AUTH_ISSUER" | "AUTH_AUDIENCE" | "AUTH_CLIENT_ID"): string =>
  (AuthConfig.properties[name] as { description?: string }).description ?? name;
