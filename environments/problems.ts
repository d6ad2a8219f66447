import type { TSchema } from "typebox";
import Format from "typebox/format";
import { Errors } from "typebox/schema"; // typebox/value gives the same by 140 files more
import { didYouMean } from "./did-you-mean";
import { type FormatName, formats } from "./formats";

for (const [name, { test }] of Object.entries(formats)) Format.Set(name, test);

export interface Problem {
  /** Keys from the root to what is wrong. */
  readonly path: string[];
  /** `key: what; found: …; allowed: …; likely fix`. */
  readonly text: string;
}

/** The part of JSON Schema that our schemas use. */
interface Schema {
  type?: string;
  enum?: unknown[];
  format?: FormatName;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  minItems?: number;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  items?: Schema;
}

/**
 * Everything that keeps `value` from being what `schema` says, in words for the person who wrote it. A single value that is
 * `placeholder` is not judged; it cannot stand for a mapping or a list, whose parts the stacks ask for.
 */
export function problems(schema: TSchema, value: unknown, placeholder: string): Problem[] {
  const seen = new Set<string>();
  const [, errors] = Errors(schema, value);
  return errors.flatMap((error) => {
    const path = error.instancePath
      .split("/")
      .slice(1)
      .map((key) => key.replace(/~1/g, "/").replace(/~0/g, "~"));
    const at = schemaAt(schema as Schema, path);
    const found = path.reduce<unknown>(
      (node, key) => (node as Record<string, unknown> | undefined)?.[key],
      value,
    );
    if (found === placeholder && at?.type !== "object" && at?.type !== "array") return [];
    const where = path.join(".") || "the file";
    return describe(error.keyword, error.params as Record<string, string[]>, where, at, found, path).filter(
      ({ text }) => {
        if (seen.has(text)) return false;
        seen.add(text);
        return true;
      },
    );
  });
}

function describe(
  keyword: string,
  params: Record<string, string[]>,
  where: string,
  at: Schema | undefined,
  found: unknown,
  path: string[],
): Problem[] {
  switch (keyword) {
    case "additionalProperties": {
      const known = Object.keys(at?.properties ?? {});
      return (params.additionalProperties ?? []).map((key) => ({
        path: [...path, key],
        text: `${[...path, key].join(".")}: found: an unknown key; allowed here: ${known.join(", ")}${didYouMean(key, known)}`,
      }));
    }
    case "required":
      return (params.requiredProperties ?? []).map((key) => ({
        path,
        text: `${[...path, key].join(".")}: found: nothing; allowed: ${allowed(at?.properties?.[key])}; add it`,
      }));
    case "boolean":
      return []; // the companion of additionalProperties
    default:
      return [
        {
          path,
          text: `${where}: found: ${show(found)}; allowed: ${allowed(at)}${path.length === 0 ? "; start from a copy of environments/minikube.yaml" : fix(at, found)}`,
        },
      ];
  }
}

function allowed(schema: Schema | undefined): string {
  if (!schema) return "nothing";
  if (schema.enum) return schema.enum.join(", ");
  if (schema.format) return formats[schema.format].allowed;
  if (schema.type === "integer") return `a whole number from ${schema.minimum} to ${schema.maximum}`;
  if (schema.type === "boolean") return "true or false";
  if (schema.type === "array") return `a list of at least ${schema.minItems ?? 0}: ${allowed(schema.items)}`;
  if (schema.type === "object")
    return `a mapping with the keys ${Object.keys(schema.properties ?? {}).join(", ") || "you choose"}`;
  return "text that is not empty";
}

function fix(schema: Schema | undefined, found: unknown): string {
  if (schema?.enum)
    return didYouMean(
      typeof found === "boolean" ? (found ? "on" : "off") : String(found),
      schema.enum.map(String),
    );
  if (schema?.format && (typeof found === "string" || typeof found === "number")) {
    const hint = formats[schema.format].hint(String(found));
    if (hint) return `; ${hint}`;
    if (typeof found === "string") return "";
  }
  if (schema?.type === "string" && typeof found === "number") return `; put it in quotes: "${found}"`;
  if (schema?.type === "string" && found === "") return "; leave the key out for its default";
  if (schema?.type === "integer" && typeof found === "string" && /^\d+$/.test(found))
    return "; leave out the quotes";
  if (schema?.type === "boolean" && typeof found === "string")
    return /^(true|yes|on)$/i.test(found)
      ? "; write true"
      : /^(false|no|off)$/i.test(found)
        ? "; write false"
        : "";
  if (schema?.type === "array" && !Array.isArray(found)) return "; put it in brackets: [ … ]";
  if (schema?.type === "object") return "; write its keys indented below it, or leave it out";
  return "";
}

const show = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));

function schemaAt(schema: Schema, path: string[]): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (node, key) =>
      node?.properties?.[key] ??
      node?.items ??
      Object.entries(node?.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern).test(key))?.[1],
    schema,
  );
}
