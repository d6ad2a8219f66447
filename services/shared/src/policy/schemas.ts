import { invalidScopes } from "../errors";

/**
 * Refuses schemas whose aspects only the platform writes: they say what orders did and what artifacts are, and services and clients
 * believe them. `artifact-collection.1` is the clients' own.
 *
 * Refused as 403: the request makes sense, and it is not the client's to make. Whatever only looks like such a schema is refused with it.
 *
 * @throws ApiError 403 that names the schema
 */
export function checkWritableSchema(schema: string): void {
  const name = NAMESPACE.exec(plain(schema))?.[1];
  if (name === undefined) return;
  if (OURS.some((ours) => ours.test(name)))
    throw refused("aspects of this schema are written by the platform only", schema);
  // A letter of another alphabet looks the same: in this namespace there is no need of any.
  if (/[^\x20-\x7e]/.test(name)) throw refused("schemas in urn:ivcap:schema are named in ASCII", schema);
}

const refused = (message: string, schema: string) =>
  invalidScopes(message, schema).denied({ action: "aspect.write", entity: schema, policy: null });

const NAMESPACE = /^urn:ivcap:schema:(.*)$/s;
const OURS = [
  /^order-/,
  /^job/,
  /^artifact\.1$/,
  /^artifact-in-collection\.1$/,
  /^artifact-usedby-order\.1$/,
  /^service\.1$/,
];

/** Without what hides a name from a comparison and not from a reader: case, percent-encoding, wide and invisible characters, spaces. */
function plain(schema: string): string {
  let text = schema;
  for (let before = ""; before !== text; ) {
    before = text;
    text = text
      .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .normalize("NFKC")
      .replace(/[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}\p{Cf}]/gu, "")
      .toLowerCase();
  }
  return text;
}
