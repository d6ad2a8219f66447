import type { Json, JsonObject } from "../../../scripts/support/stack-json";
import type { Deployment } from "../../support/stacks";

export interface Resource {
  /** `type.name`. */
  readonly address: string;
  /** Its arguments; a change is a change of the deployment. */
  readonly body: JsonObject;
}

/** The resources of one type, or of all, in all stacks of a deployment. */
export const resources = ({ stacks }: Deployment, wanted?: string): Resource[] =>
  stacks.flatMap(({ json }) =>
    Object.entries(json.resource)
      .filter(([type]) => wanted === undefined || type === wanted)
      .flatMap(([type, named]) =>
        Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, body })),
      ),
  );

/** The resource of that type whose address holds `part`, to be spoilt. */
export function pick(deployment: Deployment, type: string, part = ""): JsonObject {
  const found = resources(deployment, type).find(({ address }) => address.includes(part));
  if (!found) throw new Error(`no ${type} with ${part} in its address`);
  return found.body;
}

/** Follows keys and list positions; undefined where something is missing. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (node, key) => (typeof node === "object" && node !== null ? (node as JsonObject)[key] : undefined),
    value,
  );
}

/** The object at that place. @throws Error where there is none */
export function objectAt(value: Json | undefined, ...path: (string | number)[]): JsonObject {
  const found = at(value, ...path);
  if (typeof found !== "object" || found === null) throw new Error(`no object at ${path.join(".")}`);
  return found as JsonObject;
}

/** The list at that place, or an empty one. */
export function listAt(value: Json | undefined, ...path: (string | number)[]): Json[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export interface Leaf {
  readonly path: string;
  /** The last key that is not a list position. */
  readonly key: string;
  readonly value: Json;
}

/** Every value at every depth, objects and lists included. */
export function everything(value: Json, path = "", key = ""): Leaf[] {
  const here = { path, key, value };
  if (typeof value !== "object" || value === null) return [here];
  const isList = Array.isArray(value);
  return [
    here,
    ...Object.entries(value).flatMap(([name, child]) =>
      everything(child, path ? `${path}.${name}` : name, isList ? key : name),
    ),
  ];
}

/** Every text at every depth. */
export const texts = (value: Json) =>
  everything(value).filter((leaf): leaf is Leaf & { value: string } => typeof leaf.value === "string");
