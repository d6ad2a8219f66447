import { existsSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import { problems } from "./problems";
import { type Environment, EnvironmentFile } from "./schema";
import { stateProblems } from "./state";

/** A value left to be filled in. Synth shows where; plan and deploy refuse it. */
export const PLACEHOLDER = "CHANGE-ME";

/** One environment file, or a line for each thing that is wrong with it: file, key, found, allowed, likely fix. */
export type Parsed = { environment: Environment; errors: [] } | { environment?: undefined; errors: string[] };

export function parseEnvironment(path: string, source: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const content = document.errors.length > 0 ? undefined : contentOf(document);
  if (content === undefined || content instanceof Error) {
    return { errors: [unreadable(path, document, content)] };
  }
  const errors = [
    ...problems(EnvironmentFile, content, PLACEHOLDER).map((problem) => {
      const node = document.getIn(problem.path, true) as { range?: [number] } | undefined;
      const line = node?.range ? `:${lines.linePos(node.range[0]).line}` : "";
      return `${path}${line}: ${problem.text}`;
    }),
    ...targetProblems(path, content),
    ...stateProblems(path, content),
  ];
  if (errors.length > 0) return { errors };
  const file = content as EnvironmentFile;
  const mirror = mirrorOf(path, file);
  if ("error" in mirror) return { errors: [mirror.error] };
  const { charts: _, ...rest } = file;
  return {
    environment: {
      ...rest,
      ...mirror,
      name: basename(path, extname(path)),
      file: path,
      placeholders: placeholders(content),
    },
    errors: [],
  };
}

/** An alias without an anchor, or too many of them, shows only here. */
function contentOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return error;
  }
}

/** The first error only: those after it come from it. */
function unreadable(path: string, document: Document.Parsed, thrown: Error | undefined): string {
  const [first] = document.errors;
  const reason = (first ?? thrown)?.message.split("\n")[0] ?? "";
  const line = first?.linePos?.[0].line ?? 1;
  const found = reason
    .replace(/ at line .*$/, "")
    .replace(/; please use .*$/, "")
    .replace(/^Source contains/, "the file contains");
  return `${path}:${line}: not readable as YAML; found: ${found}; allowed: one YAML document; mend that line or the one above`;
}

/** Which stacks there are follows from the target, so that it cannot be left open; and each target has a section of its own. */
function targetProblems(path: string, content: unknown): string[] {
  const { target, ...sections } = (content ?? {}) as Partial<EnvironmentFile>;
  const targets: readonly string[] = EnvironmentFile.properties.target.enum;
  if ((target as string | undefined) === PLACEHOLDER) {
    return [
      `${path}: target: found: ${PLACEHOLDER}; allowed: ${targets.join(", ")}; choose one: the stacks follow from it`,
    ];
  }
  if (target === undefined || !targets.includes(target)) return [];
  return [
    ...targets
      .filter((other) => other !== target && other in sections)
      .map(
        (other) =>
          `${path}: ${other}: found: settings of another target; allowed with the target ${target}: ${target}; remove them, or set target: ${other}`,
      ),
    ...(target !== "minikube" && !(target in sections)
      ? [
          `${path}: ${target}: found: nothing; allowed with the target ${target}: a mapping with the keys ${Object.keys(EnvironmentFile.properties[target].properties).join(", ")}; start from a copy of environments/${target}.yaml`,
        ]
      : []),
  ];
}

/** A mirror that is a folder is named from the environment file. One that is still open is none. */
function mirrorOf(
  path: string,
  { charts }: EnvironmentFile,
): Pick<Environment, "charts"> | { error: string } {
  if (!charts || charts.mirror === PLACEHOLDER) return {};
  if (/^(https?|oci):\/\//.test(charts.mirror)) return { charts };
  const folder = resolve(dirname(path), charts.mirror);
  if (existsSync(folder)) return { charts: { mirror: folder } };
  return {
    error: `${path}: charts.mirror: no such folder; found: ${charts.mirror}; allowed: an existing folder with one folder per chart, https://… or oci://…; a folder is looked for from the environment file, here ${folder}`,
  };
}

/** Paths of all values that are still to be filled in, such as `components.postgres.storage`. */
function placeholders(value: unknown, path: string[] = []): string[] {
  if (value === PLACEHOLDER) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => placeholders(child, [...path, key]));
}
