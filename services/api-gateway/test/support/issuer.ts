import { configOf } from "@ivcap/shared/config";
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from "jose";
import { createAuthenticator, type Options } from "../../src/authentication/authenticator";
import { AuthConfig } from "../../src/authentication/config";
import type { Transport } from "../../src/authentication/transport";

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "https://api.example/";
export const ACCOUNT = "45a06508-5c3a-4678-8e6d-e6399bf27538";

export const SETTINGS = {
  ENVIRONMENT: "production",
  AUTH_MODE: "oidc",
  AUTH_ISSUER: ISSUER,
  AUTH_AUDIENCE: AUDIENCE,
  AUTH_CLIENT_ID: "cli",
} as const;

/** A signing key with what its issuer publishes of it. */
export type Key = { private: CryptoKey; public: JWK & { kid: string } };

/** Keys take long to make, so tests share them by name. */
const made = new Map<string, Promise<Key>>();
export function key(kid: string, algorithm = "RS256"): Promise<Key> {
  const name = `${kid} ${algorithm}`;
  const found = made.get(name) ?? make(kid, algorithm);
  made.set(name, found);
  return found;
}

async function make(kid: string, alg: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { private: privateKey, public: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

/** An issuer in this process: what it publishes can be changed, and it can be away, slow or talk nonsense. */
export class TestIssuer {
  keys: JWK[] = [];
  /** Of each kind, how often it was asked. */
  asked = { discovery: 0, keys: 0, other: 0 };
  /** What it answers instead. */
  answer: (url: string) => Promise<Response | undefined> = async () => undefined;

  readonly transport: Transport = async (url) => {
    const path = new URL(url).pathname;
    const kind = path.endsWith("openid-configuration") ? "discovery" : path === "/keys" ? "keys" : "other";
    this.asked[kind]++;
    const other = await this.answer(url);
    if (other !== undefined) return other;
    if (kind === "discovery") return Response.json(discovery());
    return Response.json({ keys: this.keys });
  };
}

export const discovery = (changes: object = {}) => ({
  issuer: ISSUER,
  jwks_uri: `${ISSUER}/keys`,
  token_endpoint: `${ISSUER}/token`,
  device_authorization_endpoint: `${ISSUER}/device`,
  ...changes,
});

/** Claims of any kind, as attacks have them. */
type Claims = Record<string, unknown>;

/** What a good token says; a claim that is undefined is left out. */
export function claims(now: number, changes: Claims = {}): JWTPayload {
  const seconds = Math.floor(now / 1000);
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: "auth0|alice",
    acc: ACCOUNT,
    iat: seconds,
    exp: seconds + 3_600,
    ...changes,
  } as JWTPayload;
}

export function sign(
  payload: JWTPayload,
  { private: secret, public: { kid, alg = "RS256" } }: Key,
  header: Partial<JWTHeaderParameters> = {},
): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg, kid, typ: "at+jwt", ...header }).sign(secret);
}

export const log = { warn() {} };

export const NOW = Date.parse("2026-11-01T00:00:00Z");

/** An authenticator that trusts a test issuer with one key, with a clock that can be moved. */
export async function setup(environment: Record<string, string> = {}, options: Options = {}) {
  const issuer = new TestIssuer();
  const signing = await key("one");
  issuer.keys = [signing.public];
  const clock = { now: NOW };
  const authenticator = createAuthenticator(configOf(AuthConfig, { ...SETTINGS, ...environment }), log, {
    transport: issuer.transport,
    now: () => clock.now,
    ...options,
  });
  /** A good token but for these claims. */
  const token = (changes: Claims = {}, header: Partial<JWTHeaderParameters> = {}) =>
    sign(claims(clock.now, changes), signing, header);
  return { issuer, signing, clock, authenticator, token };
}
