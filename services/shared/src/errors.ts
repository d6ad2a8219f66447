/**
 * What a client is told when a request cannot be answered: one factory per failure, each with the status and the body that clients
 * parse (IVCAP API 0.43: BadRequestT, InvalidParameterT, InvalidScopesT, ResourceNotFoundT).
 */
export class ApiError extends Error {
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Name of the failure, sent in the header `goa-error`. */
    readonly code: string,
    /** JSON body. */
    readonly body: { message: string; [member: string]: string },
    readonly headers: Readonly<Record<string, string>> = {},
    /** Set where a policy said no: the audit keeps it. */
    readonly denial?: Denial,
  ) {
    super(body.message);
    this.name = "ApiError";
  }

  /** The same failure, to be kept by the audit. */
  denied(denial: Denial): ApiError {
    return new ApiError(this.status, this.code, this.body, this.headers, denial);
  }
}

/** What was refused: the action, the URN of what it was to be done to, the policy that refused it. */
export type Denial = { action: string; entity: string; policy: string | null };

/** 400: the request cannot be read, such as a body that is no JSON. */
export const badRequest = (message: string) => new ApiError(400, "bad-request", { message });

/** 401: there is no token, or not one that is accepted. `reason` is for the log and the `WWW-Authenticate` header. */
export const notAuthorized = (reason: string) =>
  new ApiError(401, "not-authorized", { message: reason }, { "www-authenticate": challenge(reason) });

/** 403: who asks is known and may not do this. */
export const invalidScopes = (message: string, id?: string) =>
  new ApiError(403, "invalid-scopes", id === undefined ? { message } : { message, id });

/** 404: there is none, or none that the client may know of. */
export const notFound = (id: string, message = "cannot be found") =>
  new ApiError(404, "not-found", { id, message });

/** 413: the body is larger than allowed. */
export const tooLarge = (message: string) => new ApiError(413, "bad-request", { message });

/** 415: a body of a type that is not read. */
export const unsupportedContentType = (message: string) =>
  new ApiError(415, "unsupported-content-type", { message });

/** 422: `name` is the parameter, header or member of the body; `value` what was found. */
export const invalidParameter = (name: string, message: string, value?: string) =>
  new ApiError(
    422,
    "invalid-parameter",
    value === undefined ? { name, message } : { name, message, value: shortened(value) },
  );

/** 424: an update that wants one record found several. */
export const notUnique = (message: string) => new ApiError(424, "not-unique", { message });

/** 429: over a limit; try again after `seconds`. */
export const tooManyRequests = (message: string, seconds: number) =>
  new ApiError(429, "too-many-requests", { message }, { "retry-after": String(Math.ceil(seconds)) });

/** 503: a part that is needed does not answer; nothing was changed; try again after `seconds`. */
export const notAvailable = (message: string, seconds = 5) =>
  new ApiError(503, "not-available", { message }, { "retry-after": String(Math.ceil(seconds)) });

/** RFC 6750 §3. */
const challenge = (reason: string) =>
  `Bearer realm="ivcap", error="invalid_token", error_description="${describable(reason)}"`;

/** What of a text may stand in an `error_description` (RFC 6749 §5.2, RFC 6750 §3): printable ASCII but for quotes and backslash. */
export const describable = (text: string): string => text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "");

const shortened = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
