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

/** The names in a chart's values.yaml, those that its templates read besides, and the same of every chart inside it. */
export function keysOf(chart: string): string[] {
  const all = [...new Set(keysUnder(chart, ""))].sort();
  const holders = new Set(all.flatMap(prefixes));
  return all.filter((key) => !holders.has(key));
}

interface Dependency {
  readonly name: string;
  readonly alias?: string;
  readonly condition?: string;
  readonly tags?: readonly string[];
}

/** @param above where the chart's values stand in those of the whole: `combined-db.magda-postgres.` */
function keysUnder(chart: string, above: string): string[] {
  const { type, dependencies = [] } = yamlOf<{ type?: string; dependencies?: Dependency[] }>(
    join(chart, "Chart.yaml"),
  );
  const own = [
    ...namesIn(yamlOf<JsonObject>(join(chart, "values.yaml"))),
    ...readBy(join(chart, "templates")),
    ...dependencies.flatMap(({ condition }) => condition?.split(",") ?? []),
  ];
  return [
    // What a library reads is its caller's: only what all share is known to be read.
    ...own.flatMap((key) => (isShared(key) ? key : type === "library" ? [] : above + key)),
    ...dependencies.flatMap(({ tags = [] }) => tags.map((tag) => `tags.${tag}`)),
    ...foldersIn(join(chart, "charts")).flatMap((folder) =>
      namesOf(folder, dependencies).flatMap((name) =>
        keysUnder(join(chart, "charts", folder), `${above}${name}.`),
      ),
    ),
  ];
}

/** `global` is one map for a chart and all charts inside it. */
const isShared = (key: string) => /^global(\.|$)/.test(key);

/** Under which names a chart is inside another: its aliases, else its own name. */
function namesOf(folder: string, dependencies: readonly Dependency[]): string[] {
  const declared = dependencies.filter(({ name }) => name === folder);
  return declared.length > 0 ? declared.map(({ name, alias = name }) => alias) : [folder];
}

const yamlOf = <T extends object>(file: string) =>
  ((existsSync(file) ? parse(readFileSync(file, "utf8")) : undefined) ?? {}) as T;

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];

const readBy = (templates: string): string[] =>
  (existsSync(templates) ? readdirSync(templates, { recursive: true, encoding: "utf8" }) : [])
    .filter((file) => /\.(ya?ml|tpl|txt)$/.test(file))
    .flatMap((file) => [
      ...readFileSync(join(templates, file), "utf8").matchAll(/\.Values\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)/g),
    ])
    .map(([, path]) => path ?? "");

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
