import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Pin } from "../../constructs/pins";
import type { Json, JsonObject } from "./stack-json";

/** The names of a chart's values, and of which chart: no values, no comments. */
export interface ValuesKeys {
  readonly chart: string;
  readonly version: string;
  /** `controller.image.tag`; what holds such a key is one too. */
  readonly keys: readonly string[];
}

/** Committed beside the component, written by `npm run values-keys`. */
export const keysFile = (component: string) => `constructs/${component}/values-keys.json`;

export const readKeys = (component: string): ValuesKeys | undefined =>
  existsSync(keysFile(component))
    ? (JSON.parse(readFileSync(keysFile(component), "utf8")) as ValuesKeys)
    : undefined;

/** What is wrong with a component's list; undefined where it is of the pinned chart. */
export function staleness(component: string, pin: Pin, list = readKeys(component)): string | undefined {
  if (list?.chart === pin.chart && list.version === pin.version) return undefined;
  const found = list ? `keys of ${list.chart} ${list.version}` : "no such file";
  return `${keysFile(component)}: found: ${found}; allowed: keys of ${pin.chart} ${pin.version}; run \`npm run values-keys -- --charts DIR\``;
}

/** The names in a chart's values.yaml, and those that its templates read besides. */
export function keysOf(chart: string): string[] {
  const values = (parse(readFileSync(join(chart, "values.yaml"), "utf8")) ?? {}) as JsonObject;
  const templates = readdirSync(join(chart, "templates"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ya?ml|tpl|txt)$/.test(file))
    .map((file) => readFileSync(join(chart, "templates", file), "utf8"));
  const read = templates.flatMap((text) =>
    [...text.matchAll(/\.Values\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g)].map(([, path]) => path ?? ""),
  );
  const all = [...new Set([...namesIn(values), ...read])].sort();
  const holders = new Set(all.flatMap(prefixes));
  return all.filter((key) => !holders.has(key));
}

/** Names at every depth of maps; lists are not looked into. */
const namesIn = (values: JsonObject, above = ""): string[] =>
  Object.entries(values).flatMap(([key, value]) => [
    above + key,
    ...(isMap(value) ? namesIn(value, `${above}${key}.`) : []),
  ]);

const prefixes = (key: string): string[] =>
  key
    .split(".")
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join("."));

const isMap = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Keys of ours that the chart does not know. What is below a free-form key is not looked at; a list of maps has to be one.
 * @param freeForm paths that take any keys
 */
export function unknownKeys(values: JsonObject, { keys }: ValuesKeys, freeForm: readonly string[]): string[] {
  const known = new Set(keys.flatMap((key) => [key, ...prefixes(key)]));
  const visit = (map: JsonObject, above: string): string[] =>
    Object.entries(map).flatMap(([key, value]) => {
      const path = above + key;
      if (!known.has(path)) return [path];
      if (freeForm.includes(path)) return [];
      if (Array.isArray(value)) return value.some(isMap) ? [`${path}[]`] : [];
      return isMap(value) ? visit(value, `${path}.`) : [];
    });
  return visit(values, "");
}
