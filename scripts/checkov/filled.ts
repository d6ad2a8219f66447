import type { Environment } from "../../environments/schema";
import { CommandError } from "../support/cli";

/** Stands for what only the operator knows, so that the environments that are shipped can be planned. Nothing is called by these names. */
const VALUES: Readonly<Record<string, string>> = {
  domain: "ivcap.example.org",
  email: "operator@example.org",
  account: "123456789012",
  subscription: "00000000-1111-2222-3333-444444444444",
  tenant: "55555555-6666-7777-8888-999999999999",
};

/** An environment with every open value filled in. @throws CommandError naming a key that has none here */
export function filled(environment: Environment): Environment {
  const { placeholders, ...rest } = structuredClone(environment);
  for (const path of placeholders) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const value = VALUES[last];
    if (value === undefined) {
      throw new CommandError(
        `${environment.file}: ${path}: found: an open value; allowed here: ${Object.keys(VALUES).join(", ")}; add one to scripts/checkov/filled.ts`,
      );
    }
    const parent = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], rest);
    Object.assign(parent as object, { [last]: value });
  }
  return { ...rest, placeholders: [] };
}
