import Type, { type Static, type TObject } from "typebox";
import { Compile } from "typebox/compile";
import Value from "typebox/value";

/**
 * Configuration of a service, from its environment by one schema: keys are the variables' names, `description` says what each is for.
 * A variable that is set to nothing counts as unset. Unknown variables are not ours to judge.
 *
 * @throws ConfigError with a line for each variable that is wrong: its name, what was found (never of a secret), what is allowed
 */
export function configOf<T extends TObject>(schema: T, environment: NodeJS.ProcessEnv): Static<T> {
  const given = Object.fromEntries(
    Object.keys(schema.properties).flatMap((name) =>
      environment[name] === undefined || environment[name] === "" ? [] : [[name, environment[name]]],
    ),
  );
  const value = Value.Default(schema, read(schema, given));
  const check = Compile(schema);
  if (check.Check(value)) return value as Static<T>;
  const lines = [...check.Errors(value)].map((error) => lineOf(schema, given, error));
  throw new ConfigError([...new Set(lines)]);
}

export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ConfigError";
  }
}

/** Text as what the schema wants, where it is exactly that: `1.5` is no integer, and stays to be refused. */
function read(schema: TObject, given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const { type } = schema.properties[name] as { type?: string };
      if (type === "integer" && /^-?\d{1,15}$/.test(String(text))) return [name, Number(text)];
      if (type === "boolean" && /^(true|false)$/.test(String(text))) return [name, text === "true"];
      return [name, text];
    }),
  );
}

/** Marks a variable whose value is never shown. */
export const secret = { secret: true } as const;

type Problem = { instancePath: string; message: string; keyword: string; params: object };

function lineOf(schema: TObject, given: Record<string, unknown>, problem: Problem): string {
  if (problem.keyword === "required") {
    const missing = (problem.params as { requiredProperties: string[] }).requiredProperties;
    return missing.map((name) => `${name} is not set: ${describe(schema, name)}`).join("\n");
  }
  const name = problem.instancePath.split("/")[1] ?? "";
  const hidden = (schema.properties[name] as { secret?: boolean } | undefined)?.secret === true;
  const found = hidden ? "its value" : JSON.stringify(given[name]);
  return `${name}: ${found} ${problem.message}: ${describe(schema, name)}`;
}

const describe = (schema: TObject, name: string): string =>
  (schema.properties[name] as { description?: string } | undefined)?.description ?? "see the schema";

export { Type };
