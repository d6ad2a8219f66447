import { type ApiError, describable } from "@ivcap/shared/errors";
import type { Authenticator } from "../../authentication/authenticator";
import { OAuthError, parameter, required } from "./form";

/**
 * The client has to be ours and the audience too: this gateway passes logins on to its issuer for its own client and nobody else's.
 *
 * @throws OAuthError
 */
export function checkClient(form: unknown, { clientId, audience }: Authenticator["settings"]): void {
  const client = required(form, "client_id", "the one that /1/authinfo.yaml names");
  if (client !== clientId)
    throw new OAuthError(
      400,
      "invalid_client",
      `client_id is not the one that /1/authinfo.yaml names, ${clientId}`,
    );
  const wanted = parameter(form, "audience");
  if (wanted !== undefined && wanted !== audience)
    throw new OAuthError(
      400,
      "invalid_target",
      `audience is not the one that /1/authinfo.yaml names, ${audience}`,
    );
}

type Members = Record<string, unknown>;

/**
 * The issuer's answer to a form: its members where it is a success.
 *
 * @throws OAuthError what the issuer refuses, with the status that our clients understand; ApiError 503 where it fails or talks nonsense
 */
export async function ask({ issuer }: Authenticator, url: string, form: URLSearchParams): Promise<Members> {
  const response = await issuer.post(url, form);
  const body = await response.json().catch(() => undefined);
  const members = typeof body === "object" && body !== null ? (body as Members) : {};
  if (response.status === 200 && members.error === undefined) return members;
  throw refusalOf(response.status, members, issuer.away(2));
}

/** RFC 6749 §5.2 and RFC 8628 §3.5. The command line goes on waiting, or says why it ends, where these come with 403. */
const FORBIDDEN = new Set([
  "authorization_pending",
  "slow_down",
  "expired_token",
  "access_denied",
  "invalid_grant",
]);

function refusalOf(
  status: number,
  { error, error_description: description }: Members,
  away: ApiError,
): Error {
  if (status === 429) return new OAuthError(403, "slow_down", "the issuer is asked too often");
  if (status >= 500 || typeof error !== "string" || !/^[a-z_]{1,64}$/.test(error)) return away;
  return new OAuthError(FORBIDDEN.has(error) ? 403 : 400, error, textOf(description) ?? error);
}

const textOf = (value: unknown) => (typeof value === "string" ? describable(value).slice(0, 300) : undefined);

/** Seconds as a whole number; some issuers write them as text, and clients read no text there. */
export function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(seconds) && Number(seconds) > 0 ? Number(seconds) : undefined;
}
