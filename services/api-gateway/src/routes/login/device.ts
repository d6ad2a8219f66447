import type { FastifyRequest } from "fastify";
import type { Authenticator } from "../../authentication/authenticator";
import { atBase } from "../../development/address";
import { OAuthError, parameter } from "./form";
import { ask, checkClient, secondsOf } from "./upstream";

/** How a client goes on: RFC 8628 §3.2. */
export type DeviceCode = {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  /** Seconds. */
  expires_in: number;
  /** Seconds between two questions. */
  interval: number;
};

/** Starts a login at the issuer for a device that has no browser (RFC 8628 §3.1). */
export async function startLogin(
  authenticator: Authenticator,
  request: FastifyRequest,
  base: string,
): Promise<DeviceCode> {
  const { settings, issuer } = authenticator;
  checkClient(request.body, settings);
  const { deviceAuthorization } = await issuer.endpoints();
  if (deviceAuthorization === undefined)
    throw new OAuthError(
      400,
      "unauthorized_client",
      `the issuer ${settings.issuerId} offers no login by device`,
    );

  const form = new URLSearchParams({ client_id: settings.clientId, audience: settings.audience });
  const scope = parameter(request.body, "scope");
  if (scope !== undefined) form.set("scope", scope);
  const found = await ask(authenticator, deviceAuthorization, form);

  const { device_code, user_code, verification_uri, verification_uri_complete } = found;
  if (typeof device_code !== "string" || typeof user_code !== "string") throw issuer.away(2);
  const page = pageOf(verification_uri, settings.allowHttp);
  if (page === undefined) throw issuer.away(2);
  const local = (url: string) => (settings.mode === "development" ? atBase(url, base) : url);
  return {
    device_code,
    user_code,
    verification_uri: local(page),
    // Optional for issuers, and all that the command line shows.
    verification_uri_complete: local(pageOf(verification_uri_complete, settings.allowHttp) ?? page),
    expires_in: secondsOf(found.expires_in) ?? 600,
    interval: secondsOf(found.interval) ?? (settings.mode === "development" ? 1 : 5),
  };
}

/** A person will open it: a page, and no other scheme. */
function pageOf(value: unknown, allowHttp: boolean): string | undefined {
  if (typeof value !== "string" || !URL.canParse(value)) return undefined;
  const { protocol } = new URL(value);
  return protocol === "https:" || (allowHttp && protocol === "http:") ? value : undefined;
}
