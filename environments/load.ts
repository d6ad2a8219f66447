import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { formats } from "./formats";
import { problems } from "./problems";
import { type Environment, EnvironmentFile } from "./schema";

/** What is wrong with an environment: one message that names file, key, found, allowed and likely fix. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** A value left to be filled in. Synth shows where; plan and deploy refuse it. */
export const PLACEHOLDER = "CHANGE-ME";

/** The folder of environment files: `IVCAP_ENVIRONMENTS` or `environments` in the working directory. */
export const environmentsFolder = () => process.env.IVCAP_ENVIRONMENTS ?? "environments";

/**
 * Reads and checks every `*.yaml` of the folder, or the one that is named.
 * @throws EnvironmentError with the problems of all files, a line each
 */
export function loadEnvironments(folder = environmentsFolder(), only?: string): Environment[] {
  if (!existsSync(folder)) {
    throw new EnvironmentError(
      `${folder}: no such folder; it holds one YAML file per deployment, such as minikube.yaml`,
    );
  }
  const files = readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
  const names = files.map((file) => basename(file, extname(file)));
  const wrong = nameProblems(folder, files, names);
  const selected =
    only === undefined ? files : files.filter((file) => basename(file, extname(file)) === only);
  if (selected.length === 0) {
    wrong.push(
      only === undefined
        ? `${folder}: found no environment file; allowed: at least one *.yaml; start from minikube.yaml`
        : `${join(folder, `${only}.yaml`)}: no such environment; found: ${names.join(", ") || "none"}`,
    );
  }
  const environments = selected.flatMap((file) => {
    const { environment, errors } = parseEnvironment(
      join(folder, file),
      readFileSync(join(folder, file), "utf8"),
    );
    wrong.push(...errors);
    return environment ? [environment] : [];
  });
  if (wrong.length > 0) throw new EnvironmentError(wrong.join("\n"));
  return environments;
}

/** Names become prefixes of stacks, and deploy patterns match by prefix: `azure-*` also means `azure-prod-…`. */
function nameProblems(folder: string, files: string[], names: string[]): string[] {
  const wrong: string[] = [];
  files.forEach((file, index) => {
    const name = names[index] ?? "";
    const path = join(folder, file);
    if (!formats["kubernetes-name"].test(name)) {
      wrong.push(
        `${path}: the file's name names its stacks; found: ${name}; allowed: ${formats["kubernetes-name"].allowed}`,
      );
    }
    if (names.indexOf(name) !== index) {
      wrong.push(
        `${path}: two files name the environment ${name}; rename or remove ${join(folder, files[names.indexOf(name)] ?? "")}`,
      );
    }
    const prefix = names.find((other) => name.startsWith(`${other}-`));
    if (prefix !== undefined) {
      wrong.push(
        `${path}: ${name} begins with the name of the environment ${prefix}, so that \`cdktf deploy '${prefix}-*'\` would deploy both; rename one of them`,
      );
    }
  });
  return wrong;
}

function parseEnvironment(path: string, source: string): { environment?: Environment; errors: string[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter });
  if (document.errors.length > 0) {
    return {
      errors: document.errors.map(({ message, linePos }) => {
        const line = linePos?.[0].line ?? 1;
        return `${path}:${line}: not readable as YAML: ${message.split("\n")[0]?.replace(/ at line .*$/, "")}`;
      }),
    };
  }
  const content: unknown = document.toJS();
  const found = problems(EnvironmentFile, content, PLACEHOLDER);
  if (found.length > 0) {
    return {
      errors: found.map((problem) => {
        const node = document.getIn(problem.path, true) as { range?: [number] } | undefined;
        const line = node?.range ? `:${lineCounter.linePos(node.range[0]).line}` : "";
        return `${path}${line}: ${problem.text}`;
      }),
    };
  }
  const file = content as EnvironmentFile;
  const errors = mirrorProblems(path, file);
  if (errors.length > 0) return { errors };
  return {
    environment: {
      ...file,
      ...mirrorFrom(path, file),
      name: basename(path, extname(path)),
      file: path,
      placeholders: placeholders(content),
    },
    errors,
  };
}

const isFolder = (mirror: string) => !/^(https?|oci):\/\//.test(mirror);
const mirrorFolder = (path: string, mirror: string) => resolve(dirname(path), mirror);

/** A mirror that is a folder is named from the environment file. */
function mirrorFrom(path: string, { charts }: EnvironmentFile) {
  return charts && isFolder(charts.mirror) ? { charts: { mirror: mirrorFolder(path, charts.mirror) } } : {};
}

function mirrorProblems(path: string, { charts }: EnvironmentFile): string[] {
  if (!charts || !isFolder(charts.mirror) || charts.mirror === PLACEHOLDER) return [];
  const folder = mirrorFolder(path, charts.mirror);
  return existsSync(folder)
    ? []
    : [
        `${path}: charts.mirror: no such folder; found: ${charts.mirror}; allowed: an existing folder with one folder per chart, https://… or oci://…`,
      ];
}

/** Paths of all values that are still to be filled in, such as `components.postgres.storage`. */
function placeholders(value: unknown, path: string[] = []): string[] {
  if (value === PLACEHOLDER) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => placeholders(child, [...path, key]));
}
