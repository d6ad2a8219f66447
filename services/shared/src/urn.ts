import { invalidParameter } from "./errors";

/** What a URN of the platform can name: `urn:ivcap:<kind>:<uuid>`. */
export const KINDS = [
  "service",
  "order",
  "artifact",
  "aspect",
  "record",
  "account",
  "policy",
  "principal",
  "queue",
  "collection",
  "project",
  "secret",
  "provider",
] as const;
export type Kind = (typeof KINDS)[number];

/** `urn:ivcap:<kind>:<id>`, as all answers write it. `id` is a lower-case uuid, or the name of a policy. */
export const urnOf = <K extends Kind>(kind: K, id: string): `urn:ivcap:${K}:${string}` =>
  `urn:ivcap:${kind}:${id}`;

/**
 * The lower-case uuid of an entity, from any form that clients send: `urn:ivcap:<kind>:<uuid>` as it is or percent-encoded (once more
 * than the router has decoded), a bare uuid, and of the API before 0.27 `cayp:<kind>:<uuid>` and `ivcap:<kind>:<uuid>[:<name>]`.
 * Aspects and metadata records are one entity, so either kind stands for the other.
 *
 * @param name of the parameter or member that an error speaks of
 * @throws ApiError 422, which says what was found and what is allowed
 */
export function idOf(kind: Kind, text: string, name = "id"): string {
  const refusal = (problem: string) =>
    invalidParameter(name, `${problem}; allowed: urn:ivcap:${kind}:<uuid> or its bare uuid`, printable(text));

  if (text.length > MAX_ID) throw refusal(`is too long to be an id: ${text.length} characters`);
  const plain = decoded(text);
  if (plain === undefined) throw refusal("has a broken percent-encoding");
  if (UUID.test(plain)) return plain.toLowerCase();

  const [, scheme = "", found = "", uuid = "", label] = ID.exec(plain) ?? [];
  if (scheme === "" || (label !== undefined && scheme.toLowerCase() !== "ivcap")) throw refusal("is no id");
  if (!sameEntity(kind, found.toLowerCase())) throw refusal(`is the id of another kind (${found})`);
  if (!UUID.test(uuid)) throw refusal("has no uuid at its end");
  return uuid.toLowerCase();
}

/**
 * The id of an account as its URN holds it; undefined for what cannot be one. An issuer calls accounts what it likes, uuids or not; but the
 * id stands in URNs, links and logs and names whose data it is, so nothing in it needs escaping. A uuid is lower-case, as all are.
 */
export function accountIdOf(text: string): string | undefined {
  if (!ACCOUNT.test(text)) return undefined;
  return UUID.test(text) ? text.toLowerCase() : text;
}

/** 1 to 100 letters, digits, dots, - and _. */
const ACCOUNT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * The URN or URI of an entity or a schema, chosen by clients: kept as it is.
 *
 * Lenient as the API is (`format: uri`, no more): a scheme and something after it. Refused is what cannot be stored, shown or compared
 * safely: control characters, lone surrogates, spaces around it, more than 1,024 bytes (two of them have to fit one index entry).
 *
 * @throws ApiError 422 that names the parameter
 */
export function checkEntityUrn(name: string, text: string): string {
  const problem = problemOf(text);
  if (problem === undefined) return text;
  throw invalidParameter(
    name,
    `${problem}; allowed: such as urn:example:thing:1 or https://…`,
    printable(text),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `urn:ivcap` may be of either case (RFC 8141 §3.1). A label follows the uuid only in the oldest form. */
const ID = /^(urn:ivcap|cayp|ivcap):([a-z]+):([^:]*)(:\P{Cc}*)?$/iu;
const SCHEME = /^[a-z][a-z0-9+.-]*:\S/iu;
const MAX_ID = 1_024;
const MAX_URN_BYTES = 1_024;

const sameEntity = (wanted: Kind, found: string) =>
  wanted === found || [wanted, found].every((kind) => kind === "aspect" || kind === "record");

/** The router decodes a path once; some clients encode before a library encodes again. */
function decoded(text: string): string | undefined {
  let plain = text;
  try {
    for (let times = 0; times < 2 && plain.includes("%"); times++) plain = decodeURIComponent(plain);
  } catch {
    return undefined;
  }
  return plain;
}

function problemOf(text: string): string | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_URN_BYTES) return `is too long: ${bytes} bytes, at most ${MAX_URN_BYTES}`;
  if (/\p{Cc}|\u2028|\u2029/u.test(text)) return "has a control character";
  if (/\p{Surrogate}/u.test(text)) return "has half of a surrogate pair";
  if (text !== text.trim()) return "begins or ends with a space";
  if (!SCHEME.test(text)) return "is no URN or URI";
  return undefined;
}

/** Error bodies are shown on terminals: what would act there or break JSON readers is replaced. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, "\ufffd");
