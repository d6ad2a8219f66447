import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Document, OperationName, Schema } from "./document";

/** `ServiceListItem.id: format uuid` and what of the answer breaks it. */
export type Breach = { what: string; found: string };

/**
 * Judges bodies by the schemas of a document. Members that a schema does not name are breaches as well, although OpenAPI lets them pass:
 * a client may take them for promised.
 */
export class Schemas {
  readonly #ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateFormats: true });
  readonly #names = new WeakMap<object, string>();
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    addFormats(this.#ajv);
    const closed = structuredClone(document);
    for (const [name, schema] of Object.entries(closed.components.schemas)) this.#prepare(schema, name);
    this.#ajv.addSchema(closed, "openapi");
  }

  /** What a body breaks of what the operation declares for this status. */
  breaches(operation: OperationName, status: number, body: unknown): Breach[] {
    const [method = "", path = ""] = operation.split(" ");
    const pointer = ["paths", path, method.toLowerCase(), "responses", String(status), "content", JSON_TYPE];
    const reference = `openapi#/${[...pointer, "schema"].map(escaped).join("/")}`;
    const validate = this.#compiled.get(reference) ?? this.#ajv.compile({ $ref: reference });
    this.#compiled.set(reference, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => ({ what: this.#whatOf(error), found: foundOf(error) }));
  }

  #prepare(schema: Schema, name: string): void {
    this.#names.set(schema, name);
    if (schema.properties !== undefined) schema.additionalProperties ??= false;
    for (const [member, inner] of Object.entries(schema.properties ?? {})) {
      this.#prepare(inner, `${name}.${member}`);
    }
    if (schema.items !== undefined) this.#prepare(schema.items, `${name}[]`);
  }

  #whatOf({ parentSchema, keyword, params, schemaPath }: ErrorObject): string {
    const place = this.#names.get(parentSchema as object) ?? schemaPath;
    if (keyword === "additionalProperties") return `${place}.${params.additionalProperty}: not declared`;
    if (keyword === "required") return `${place}.${params.missingProperty}: missing`;
    if (keyword === "format" || keyword === "type") return `${place}: ${keyword} ${params[keyword]}`;
    return `${place}: ${keyword}`;
  }
}

export const JSON_TYPE = "application/json";

const foundOf = ({ instancePath, data }: ErrorObject) =>
  `${instancePath || "the body"} is ${JSON.stringify(data)?.slice(0, 120)}`;

/** A JSON pointer in the fragment of a URI (RFC 6901 §6). */
const escaped = (token: string) => encodeURIComponent(token.replaceAll("~", "~0").replaceAll("/", "~1"));
