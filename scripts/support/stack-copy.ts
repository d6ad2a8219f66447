import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackJson } from "./stack-json";

/** Copies of a stack's folder that Terraform may judge without the stack's own state, cluster or account. */
export interface StackCopy {
  readonly folder: string;
  /** The tests of its layer, if there are any. */
  readonly tests: string | undefined;
}

/** Copies a stack, assets included, with a state of its own: the real one is neither read nor written. */
export function copyStack(stack: StackJson, folder: string, testsFolder: string): StackCopy {
  cpSync(stack.folder, folder, { recursive: true });
  write(folder, STACK, stack.json); // a copy may differ: scripts/support/older-aws.ts
  write(folder, "backend_override.tf.json", { terraform: { backend: { local: {} } } });
  const tests = join(testsFolder, `${stack.name.slice(stack.name.lastIndexOf("-") + 1)}.tftest.hcl`);
  return { folder, tests: existsSync(tests) ? tests : undefined };
}

/**
 * Adds what tests read: `local.all`, every resource by type and name, so that a test speaks of all of them whatever an
 * environment adds; the open values as a variable, so that a test can set one; and stand-ins for what the layer below gives.
 */
export function addTests({ folder, tests }: StackCopy, stack: StackJson): void {
  if (tests === undefined) return;
  writeFileSync(join(folder, "layer.tftest.hcl"), `${readFileSync(tests, "utf8")}${lowerLayers(stack)}`);
  const all = Object.entries(stack.json.resource).map(([type, named]) => [
    type,
    Object.fromEntries(Object.keys(named).map((name) => [name, `\${${type}.${name}}`])),
  ]);
  write(folder, "tests.tf.json", {
    variable: { placeholders: { type: "string", default: "" } },
    locals: { all: Object.fromEntries(all) },
  });
  if (stack.json.locals?.placeholders !== undefined) {
    write(folder, "tests_override.tf.json", { locals: { placeholders: "${var.placeholders}" } });
  }
}

/** Says to a test what the states of lower layers hold, by the outputs that the stack reads: text that is base64, too. */
function lowerLayers({ json }: StackJson): string {
  const text = JSON.stringify(json);
  return Object.keys(json.data?.terraform_remote_state ?? {})
    .map((name) => {
      const read = new RegExp(`data\\.terraform_remote_state\\.${name}\\.outputs\\.([\\w-]+)`, "g");
      const outputs = [...new Set([...text.matchAll(read)].map(([, output]) => output))];
      const values = outputs.map((output) => `      ${output} = "c3RhbmQtaW4="\n`).join("");
      return `\noverride_data {\n  target = data.terraform_remote_state.${name}\n  values = {\n    outputs = {\n${values}    }\n  }\n}\n`;
    })
    .join("");
}

/**
 * Misspells an argument of one resource, runs `judge`, and mends it: a judge that cannot refuse is none. In the stack's own file,
 * since Terraform passes over what it does not know in an override file.
 */
export async function misspelt<T>(
  { folder }: StackCopy,
  { json }: StackJson,
  judge: () => Promise<T>,
): Promise<T> {
  const spoilt = structuredClone(json);
  const [resource] = Object.values(spoilt.resource).flatMap((named) => Object.values(named));
  Object.assign(resource ?? {}, { [MISSPELT]: true });
  write(folder, STACK, spoilt);
  try {
    return await judge();
  } finally {
    write(folder, STACK, json);
  }
}

const STACK = "cdk.tf.json";
export const MISSPELT = "upgarde_install";

const write = (folder: string, file: string, content: object) =>
  writeFileSync(join(folder, file), JSON.stringify(content, null, 2));
