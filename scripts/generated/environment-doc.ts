import { type FormatName, formats } from "../../environments/formats";
import { PLACEHOLDER } from "../../environments/load";
import { EnvironmentFile } from "../../environments/schema";
import type { GeneratedFile } from "./generated-file";
import { code, page, table } from "./markdown";

/** The part of JSON Schema that the environment file's schema uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly format?: FormatName;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** One row: a key that holds a value, or the group around some. */
interface Row {
  readonly path: string;
  readonly schema: Schema;
  /** When it must be there, in words; empty for a key that may be left out. */
  readonly required: string;
}

/** docs/reference/environment.md: every key of an environment file. */
export const environmentDoc: GeneratedFile = { file: "docs/reference/environment.md", content };

function content(): string {
  const root = EnvironmentFile as unknown as Schema;
  const own = Object.entries(root.properties ?? {});
  const scalars = own.filter(([, schema]) => !children(schema));
  const sections = own.filter(([, schema]) => children(schema));
  return page(
    "The environment file",
    "Every `*.yaml` in `environments/` (or in the folder that `IVCAP_ENVIRONMENTS` names) is one deployment. The file's name is the prefix of its stacks: `minikube.yaml` becomes `minikube-platform`.",
    `A key that is not listed here is refused. A value other than \`target\` may be left as \`${PLACEHOLDER}\`: synth goes on, plan and deploy refuse it and name the key. The file holds no secret.`,
    "For completion in an editor keep the first line of `environments/minikube.yaml`, which names `environment.schema.json`.",
    "## Top level",
    keys(
      scalars.map(([path, schema]) => ({ path, schema, required: isRequired(root, path) ? "required" : "" })),
    ),
    ...sections.flatMap(([name, schema]) => section(name, schema)),
    "## Formats",
    table(
      ["Format", "Allowed"],
      Object.entries(formats).map(([name, format]) => [name, format.allowed]),
    ),
  );
}

/** One section for each key of the root; `components` has one for each component. */
function section(name: string, schema: Schema): string[] {
  const parts = Object.entries(schema.properties ?? {});
  if (parts.length > 0 && parts.every(([, part]) => children(part) && name === "components")) {
    return [
      `## ${name}`,
      `${schema.description ?? ""}.`,
      ...parts.flatMap(([part, inner]) => block(`### ${name}.${part}`, `${name}.${part}`, inner)),
    ];
  }
  return block(`## ${name}`, name, schema);
}

/** The table of one component's own keys; charts, images and the site's own are alike for all. */
export function componentKeys(name: string): string {
  const root = EnvironmentFile as unknown as Schema;
  const schema = root.properties?.components?.properties?.[name] ?? {};
  const found = rows(`components.${name}`, schema).filter(
    ({ path }) => !/^components\.[^.]+\.(chart|images)(\.|$)/.test(path),
  );
  return found.length > 0 ? keys(found, "../reference/environment.md") : "It has none.";
}

const block = (heading: string, prefix: string, schema: Schema) => [
  heading,
  `${schema.description ?? ""}.`,
  keys(rows(prefix, schema)),
];

/** @param page where the formats are described; nothing on that page itself */
const keys = (found: readonly Row[], page = "") =>
  table(
    ["Key", "Type", "Allowed", "Default", "Meaning"],
    found.map(({ path, schema, required }) => {
      const { meaning, byDefault } = described(schema);
      return [code(path), type(schema), allowed(schema, page), required || byDefault, meaning];
    }),
  );

/** The keys below one, each group in front of its own. */
function rows(prefix: string, schema: Schema): Row[] {
  return Object.entries(children(schema) ?? {}).flatMap(([key, child]) => {
    const path = `${prefix}.${key}`;
    const required = isRequired(schema, key) ? `required where \`${prefix}\` is given` : "";
    return [{ path, schema: child, required }, ...rows(path, child)];
  });
}

const children = ({ properties, patternProperties }: Schema) =>
  properties ?? (patternProperties && { "<name>": Object.values(patternProperties)[0] ?? {} });

const isRequired = ({ required = [] }: Schema, key: string) => required.includes(key);

function type(schema: Schema): string {
  if (children(schema)) return "mapping";
  if (schema.type === "array") return `list of ${type(schema.items ?? {})}`;
  if (schema.type === "boolean") return "yes or no";
  return schema.type === "integer" ? "whole number" : "text";
}

function allowed(schema: Schema, page: string): string {
  if (children(schema)) return "the keys below";
  if (schema.enum) return schema.enum.map(code).join(", ");
  if (schema.format) return `[${schema.format}](${page}#formats)`;
  if (schema.type === "boolean") return `${code("true")}, ${code("false")}`;
  if (schema.type === "integer") return `${schema.minimum} to ${schema.maximum}`;
  if (schema.type === "array")
    return `at least ${schema.minItems ?? 0}: ${allowed(schema.items ?? {}, page)}`;
  return "not empty";
}

/** Descriptions name the default in a sentence of its own, "Default: …". */
function described({ description = "" }: Schema) {
  const found = /(?:^|\. )Default: (.+?)(?:\. (.*))?$/.exec(description);
  if (!found) return { meaning: description, byDefault: "" };
  const before = description.slice(0, found.index);
  return { byDefault: found[1] ?? "", meaning: [before, found[2]].filter(Boolean).join(". ") };
}
