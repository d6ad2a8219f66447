import { readFileSync } from "node:fs";
import Ajv, { type ValidateFunction } from "ajv";
import type { Json, JsonObject } from "../support/stack-json";
import { type KubernetesSchema, strict } from "./kubernetes-schema";

/** Of Kubernetes 1.34, by `npm run kubernetes-schema`; npm runs its commands in the project's root. */
export const SCHEMA_FILE = "scripts/render/kubernetes-1.34.json";

/** What is wrong with an object, a line each. */
export type Validator = (object: JsonObject) => string[];

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { name: string; schema?: { openAPIV3Schema?: JsonObject } }[];
  };
}

/**
 * Judges objects strictly: those of Kubernetes by its own schemas, custom resources by the definitions among `objects`. A kind that
 * neither knows is wrong.
 */
export function validator(objects: readonly JsonObject[]): Validator {
  const { kinds, definitions } = JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as KubernetesSchema;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addSchema({ $id: "kubernetes", definitions });
  const meta = definitions["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"] ?? {};
  const custom = customSchemas(objects, meta, definitions);
  const compiled = new Map<string, ValidateFunction>();

  return (object) => {
    const kind = `${object.apiVersion} ${object.kind}`;
    const definition = kinds[kind];
    const schema = definition ? { $ref: `kubernetes#/definitions/${definition}` } : custom.get(kind);
    if (schema === undefined)
      return [`no schema of ${kind}: neither in Kubernetes 1.34 nor defined by a chart`];
    const validate = compiled.get(kind) ?? ajv.compile(schema);
    compiled.set(kind, validate);
    if (validate(withoutNulls(object))) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      const extra = (params as { additionalProperty?: string }).additionalProperty;
      const path = instancePath.slice(1).replaceAll("/", ".");
      return extra ? `unknown field ${path ? `${path}.` : ""}${extra}` : `${path}: ${message}`;
    });
  };
}

/** A field of null is none to the API server; charts leave some where a list or map of theirs is empty. */
function withoutNulls<T extends Json>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  const given = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(given.map(([key, each]) => [key, withoutNulls(each)])) as T;
}

function customSchemas(
  objects: readonly JsonObject[],
  meta: Json,
  definitions: KubernetesSchema["definitions"],
) {
  const found = objects.filter(({ kind }) => kind === "CustomResourceDefinition");
  return new Map(
    (found as unknown as CustomResourceDefinition[]).flatMap(({ spec }) =>
      spec.versions.map(({ name, schema }): [string, JsonObject] => {
        const own = schema?.openAPIV3Schema ?? {};
        // Every object has these, whether its definition says so or not.
        const text = { type: "string" };
        const properties = { apiVersion: text, kind: text, ...(own.properties as JsonObject), metadata: {} };
        const closed = strict({ ...own, properties });
        return [
          `${spec.group}/${name} ${spec.names.kind}`,
          { ...closed, properties: { ...(closed.properties as JsonObject), metadata: meta }, definitions },
        ];
      }),
    ),
  );
}
