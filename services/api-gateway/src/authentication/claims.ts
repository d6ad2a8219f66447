import { notAuthorized } from "@ivcap/shared/errors";
import { type Identity, SCOPES } from "@ivcap/shared/identity";
import { accountIdOf, urnOf } from "@ivcap/shared/urn";
import type { JWTPayload } from "jose";
import type { AuthSettings } from "./config";

/** OpenID Connect Core 1.0 §2 on `sub`. */
const MAX_SUBJECT = 255;

/**
 * Who asks, from the claims of a token that has been verified.
 *
 * @throws ApiError 401 where the account or the subject is missing, or no name for an account
 */
export function identityOf(payload: JWTPayload, settings: AuthSettings): Identity {
  const scopes = scopesOf(payload[settings.scopesClaim]);
  if (![...scopes].some((scope) => scope.startsWith("consumer:")))
    for (const scope of settings.defaultScopes) scopes.add(scope);

  return Object.freeze({
    account: urnOf("account", accountOf(payload[settings.accountClaim], settings.accountClaim)),
    principal: urnOf("principal", subjectOf(payload.sub)),
    scopes,
    operator: scopes.has(SCOPES.operator),
  });
}

function accountOf(claim: unknown, name: string): string {
  if (claim === undefined) throw notAuthorized(`the token has no claim ${name}, which names the account`);
  const id = typeof claim === "string" ? accountIdOf(claim) : undefined;
  if (id === undefined)
    throw notAuthorized(
      `the token's claim ${name} names no account; allowed: 1 to 100 letters, digits, dots, - and _`,
    );
  return id;
}

/** Percent-encoded as RFC 8141 wants it: `auth0|5f1` becomes `auth0%7C5f1`, and no two subjects become one. */
function subjectOf(claim: unknown): string {
  if (typeof claim !== "string" || claim === "" || claim.length > MAX_SUBJECT || /\p{Surrogate}/u.test(claim))
    throw notAuthorized(`the token's claim sub names nobody; allowed: 1 to ${MAX_SUBJECT} characters`);
  return encodeURIComponent(claim);
}

/** RFC 8693 §4.2 has text with spaces between; several issuers send a list. Anything else grants nothing. */
function scopesOf(claim: unknown): Set<string> {
  const words = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  return new Set(words.filter((word): word is string => typeof word === "string" && word !== ""));
}
