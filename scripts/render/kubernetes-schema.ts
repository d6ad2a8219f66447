import type { Json, JsonObject } from "../support/stack-json";

interface Definition {
  readonly properties?: Record<string, Json>;
  readonly "x-kubernetes-group-version-kind"?: readonly { group: string; version: string; kind: string }[];
}

/** Every kind of Kubernetes itself that is stable, as strict JSON schemas that refer to each other. */
export interface KubernetesSchema {
  readonly kubernetes: string;
  /** `apps/v1 Deployment` → the name of its definition. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, Json>>;
}

/** From the OpenAPI document of a Kubernetes release: stable kinds with metadata, without descriptions. */
export function reduce(openapi: { definitions: Record<string, Definition> }) {
  const kinds: Record<string, string> = {};
  const definitions: Record<string, Json> = {};
  const take = (name: string): void => {
    if (name in definitions) return;
    const schema = strict(openapi.definitions[name] as JsonObject);
    definitions[name] = name.endsWith(".IntOrString") ? { type: ["integer", "string"] } : schema;
    for (const [, other] of JSON.stringify(schema).matchAll(/#\/definitions\/([^"]+)"/g)) take(other ?? "");
  };
  for (const [name, definition] of Object.entries(openapi.definitions)) {
    const [known, ...more] = definition["x-kubernetes-group-version-kind"] ?? [];
    if (!known || more.length > 0 || !definition.properties?.metadata) continue;
    if (!/^v\d+$/.test(known.version) || known.kind.endsWith("List")) continue;
    kinds[`${known.group ? `${known.group}/` : ""}${known.version} ${known.kind}`] = name;
    take(name);
  }
  return { kinds, definitions } satisfies Omit<KubernetesSchema, "kubernetes">;
}

/**
 * A schema that refuses what it does not name, as `kubectl --validate=strict` does: for OpenAPI documents and for the schemas of custom
 * resource definitions. What says `x-kubernetes-preserve-unknown-fields` stays open.
 */
export function strict(schema: JsonObject): JsonObject {
  if (schema["x-kubernetes-int-or-string"] === true || schema.format === "int-or-string") {
    return { type: ["integer", "string"] };
  }
  const closed = "properties" in schema && schema["x-kubernetes-preserve-unknown-fields"] !== true;
  const isEmbedded = schema["x-kubernetes-embedded-resource"] === true;
  return {
    ...Object.fromEntries(
      Object.entries(schema)
        .filter(([key]) => KEYWORDS.has(key))
        .map(([key, value]) => [key, key === "properties" ? eachStrict(value) : below(value)]),
    ),
    ...(closed && !isEmbedded && !("additionalProperties" in schema) ? { additionalProperties: false } : {}),
  };
}

/** What is judged. Descriptions, defaults and extensions are not; formats are for numbers only and types say those. */
const KEYWORDS = new Set(
  "$ref type properties additionalProperties items required enum pattern nullable minimum maximum minLength maxLength minItems maxItems".split(
    " ",
  ),
);

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const below = (value: Json): Json => (isObject(value) ? strict(value) : value);
const eachStrict = (value: Json): Json =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, below(each)]))
    : value;
