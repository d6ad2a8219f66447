import { hash } from "node:crypto";
import { ApiError, notAuthorized } from "@ivcap/shared/errors";
import type { Identity } from "@ivcap/shared/identity";
import { errors, type JWTPayload, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { identityOf } from "./claims";
import type { AuthSettings } from "./config";
import type { Issuer } from "./issuer";

/** Tokens with many groups have some 5 KiB; Node reads 16 KiB of headers altogether. */
export const MAX_TOKEN = 8_192;
/** A token that its issuer takes back is believed for a minute at most. */
const MAX_CACHED_MS = 60_000;

type Verified = { identity: Identity; until: number };

/**
 * Whose token it is. Verified tokens are remembered by their SHA-256, so that the memory of this process holds no usable token of
 * others for longer than a request, until they end, for a minute at most, and until the issuer changes its keys.
 */
export class Verifier {
  readonly #verified: LRUCache<string, Verified>;
  #keySet = 0;

  constructor(
    private readonly settings: AuthSettings,
    private readonly issuer: () => Issuer,
    private readonly now: () => number,
    size: number,
  ) {
    this.#verified = new LRUCache({ max: size });
  }

  /** The identity at once where the token was verified a short time ago: no promise, as this is on the way of every request. */
  cached(token: string): Identity | undefined {
    if (token.length > MAX_TOKEN) return undefined;
    const found = this.#verified.get(keyOf(token));
    return found !== undefined && this.now() < found.until ? found.identity : undefined;
  }

  /**
   * Signature, issuer, audience, times and claims.
   *
   * @throws ApiError 401 that says what is wrong with the token; 503 where the issuer is needed and away
   */
  async verify(token: string): Promise<Identity> {
    if (token.length > MAX_TOKEN)
      throw notAuthorized(`the token has ${token.length} characters, at most ${MAX_TOKEN} are read`);
    const keySet = this.#keySet;
    const payload = await this.#verify(token);
    const identity = identityOf(payload, this.settings);
    const until = Math.min((payload.exp ?? 0) * 1000, this.now() + MAX_CACHED_MS);
    // Keys that changed while this one was verified leave no trace of the old ones.
    if (keySet === this.#keySet) this.#verified.set(keyOf(token), { identity, until });
    return identity;
  }

  /** The issuer's keys are others: whatever the old ones signed is verified again. */
  forget(): void {
    this.#keySet++;
    this.#verified.clear();
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { settings } = this;
    try {
      const { payload } = await jwtVerify(token, (header, input) => this.issuer().key(header, input), {
        algorithms: settings.algorithms,
        issuer: spellingsOf(settings.issuerId),
        audience: settings.audience,
        clockTolerance: settings.leewaySeconds,
        currentDate: new Date(this.now()),
        requiredClaims: ["exp"],
      });
      // jose looks at iat only where it is asked for an age.
      if (payload.iat !== undefined && payload.iat > this.now() / 1000 + settings.leewaySeconds)
        throw notAuthorized(`the token is issued at ${timeOf(payload.iat)}, which is not yet`);
      return payload;
    } catch (error) {
      throw error instanceof ApiError ? error : notAuthorized(reasonOf(error, settings));
    }
  }
}

/** With and without a slash at its end: discovery, consoles and tokens of one issuer differ in it, and nobody else owns either. */
const spellingsOf = (issuer: string) =>
  issuer.endsWith("/") ? [issuer, issuer.slice(0, -1)] : [issuer, `${issuer}/`];

const keyOf = (token: string) => hash("sha256", token, "base64");

/** For the client: what to mend. Nothing of the token is repeated but what its issuer signed, or its algorithm. */
function reasonOf(error: unknown, { algorithms, issuerId, audience }: AuthSettings): string {
  if (error instanceof errors.JWTExpired)
    return `the token has expired${typeof error.payload.exp === "number" ? ` at ${timeOf(error.payload.exp)}` : ""}; log in again`;
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === "missing") return `the token's claim ${error.claim} is missing`;
    if (error.claim === "iss") return `the token's issuer is not ${issuerId}`;
    if (error.claim === "aud") return `the token is not for the audience ${audience}`;
    if (error.claim === "nbf") return "the token is not valid yet";
    return `the token's claim ${error.claim} is not as it should be`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed)
    return `the token's algorithm is not accepted; allowed: ${algorithms.join(", ")}`;
  if (error instanceof errors.JWKSNoMatchingKey)
    return "the token is signed with a key that the issuer does not publish";
  if (error instanceof errors.JWKSMultipleMatchingKeys)
    return "the token does not say (kid) which of the issuer's keys signed it";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "the token's signature does not verify";
  if (error instanceof errors.JOSEError) return "the token is no signed JWT that is understood";
  return "the token cannot be verified with the key that it names";
}

/** A number that is no time of this calendar is shown as it is. */
const timeOf = (seconds: number) => {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString();
};
