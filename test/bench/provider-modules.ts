import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The provider submodules that the stacks load, by the imports in their sources; types cost nothing and are left out. */
export function providerModules(folders: readonly string[] = ["stacks", "constructs"]): string[] {
  const found = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), "utf8").matchAll(
          /^import (?!type\b)[^;]*? from "(@cdktf\/provider-[^"]+)"/gm,
        ),
      ])
      .map(([, name]) => name ?? ""),
  );
  if (found.length === 0)
    throw new Error(`no import of a provider in ${folders.join(", ")}: run this in the project's root`);
  return [...new Set(found)].sort();
}
