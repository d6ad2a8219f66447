import type { Json, JsonObject } from "../support/stack-json";

export type Path = readonly (string | number)[];

/** Where the leaves are: what is no map or list, and what is an empty one. */
export function leavesOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((each, index) => [index, each])
    : Object.entries(value);
  return entries.length === 0 ? [path] : entries.flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

/** `controller.image.tag`, `poolers[0].name`. */
export const pathText = (path: Path): string =>
  path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`))
    .join("")
    .replace(/^\./, "");

/** A copy without that leaf. */
export function without(values: JsonObject, path: Path): JsonObject {
  const copy = structuredClone(values);
  const parent = parentOf(copy, path);
  const key = path.at(-1) ?? "";
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return copy;
}

/** A copy in which that leaf says something else; undefined where it is not known what that could be. */
export function altered(values: JsonObject, path: Path): JsonObject | undefined {
  const copy = structuredClone(values);
  const parent = parentOf(copy, path) as JsonObject;
  const key = path.at(-1) ?? "";
  const other = otherThan(parent[key] ?? null);
  if (other === undefined) return undefined;
  parent[key] = other;
  return copy;
}

function otherThan(leaf: Json): Json | undefined {
  if (typeof leaf === "boolean") return !leaf;
  if (typeof leaf === "number") return leaf + 1;
  if (typeof leaf === "string") return `${leaf}x`;
  return leaf === null || Array.isArray(leaf) ? undefined : { probe: "x" }; // an empty map
}

function parentOf(values: JsonObject, path: Path): JsonObject | Json[] {
  return path.slice(0, -1).reduce<Json>((node, key) => (node as JsonObject)[key] as Json, values) as
    | JsonObject
    | Json[];
}

/**
 * Leaves that change nothing when they are dropped. `default`: they say what the chart says today, and another value would show, so that they
 * hold what is meant whatever a later chart says. `dead`: nothing of them ever shows.
 */
export async function idleLeaves(
  values: JsonObject,
  render: (values: JsonObject) => Promise<string | undefined>,
): Promise<{ path: string; kind: "dead" | "default" }[]> {
  const whole = await render(values);
  const leaves = leavesOf(values);
  const idle: { path: string; kind: "dead" | "default" }[] = [];
  const next = async (): Promise<void> => {
    for (let path = leaves.shift(); path; path = leaves.shift()) {
      if ((await render(without(values, path))) !== whole) continue;
      const other = altered(values, path);
      const isRead = other !== undefined && (await render(other)) !== whole;
      idle.push({ path: pathText(path), kind: isRead ? "default" : "dead" });
    }
  };
  await Promise.all([next(), next(), next(), next()]);
  return idle.sort((one, two) => one.path.localeCompare(two.path));
}
