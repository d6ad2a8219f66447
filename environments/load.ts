import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { didYouMean } from "./did-you-mean";
import { EnvironmentError } from "./error";
import { formats } from "./formats";
import { type Parsed, parseEnvironment } from "./parse";
import type { Environment } from "./schema";

export { EnvironmentError } from "./error";
export { PLACEHOLDER } from "./parse";

/** The folder of environment files: `IVCAP_ENVIRONMENTS` or `environments` in the working directory. */
export const environmentsFolder = () => process.env.IVCAP_ENVIRONMENTS ?? "environments";

const nameOf = (file: string) => basename(file, extname(file));

/**
 * Reads and checks every `*.yaml` of the folder, or the one that is named.
 * @throws EnvironmentError with the problems of all files, a line each
 */
export function loadEnvironments(folder = environmentsFolder(), only?: string): Environment[] {
  const files = filesOf(folder);
  const selected = files.filter((file) => only === undefined || nameOf(file) === only);
  const parsed = selected.map((file) => read(join(folder, file)));
  const wrong = [
    ...nameProblems(folder, files),
    ...(selected.length === 0 ? [nothingFound(folder, files.map(nameOf), only)] : []),
    ...parsed.flatMap(({ errors }) => errors),
  ];
  if (wrong.length > 0) throw new EnvironmentError(wrong.join("\n"));
  return parsed.flatMap(({ environment }) => environment ?? []);
}

function read(path: string): Parsed {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (error) {
    return {
      errors: [`${path}: cannot be read; found: ${(error as Error).message}; allowed: a readable file`],
    };
  }
  return parseEnvironment(path, source);
}

function filesOf(folder: string): string[] {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) {
    throw new EnvironmentError(
      `${folder}: no such folder; found: ${found ? "a file" : "nothing"}; allowed: a folder with one YAML file per deployment; set IVCAP_ENVIRONMENTS or run this in the project's root`,
    );
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.ya?ml$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

function nothingFound(folder: string, names: string[], only: string | undefined): string {
  return only === undefined
    ? `${folder}: no environment; found: no *.yaml; allowed: at least one; start from a copy of environments/minikube.yaml`
    : `${join(folder, `${only}.yaml`)}: no such environment; found: nothing; allowed: ${names.join(", ") || "none"}${didYouMean(only, names)}`;
}

/** Names become prefixes of stacks, and deploy patterns match by prefix: `azure-*` also means `azure-prod-…`. */
function nameProblems(folder: string, files: string[]): string[] {
  const names = files.map(nameOf);
  return files.flatMap((file, index) => {
    const name = names[index] ?? "";
    const path = join(folder, file);
    const { allowed, hint, test } = formats["kubernetes-name"];
    const first = files[names.indexOf(name)] ?? file;
    const shorter = names.find((other) => name.startsWith(`${other}-`));
    const fix = hint(name);
    return [
      ...(test(name)
        ? []
        : [
            `${path}: the file's name names its stacks; found: ${name}; allowed: ${allowed}${fix ? `; ${fix}` : ""}`,
          ]),
      ...(first === file
        ? []
        : [
            `${path}: found: a second file of the environment ${name}; allowed: one; rename or remove ${join(folder, first)}`,
          ]),
      ...(shorter === undefined
        ? []
        : [
            `${path}: the file's name; found: ${name}, which begins with ${shorter}-; allowed: a name that no deploy pattern of another environment matches; rename it, or \`cdktf deploy '${shorter}-*'\` deploys both`,
          ]),
    ];
  });
}
