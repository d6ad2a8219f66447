import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A new folder with these files in it, by path. It goes with the test run. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(process.env.IVCAP_TEST_OUT ?? tmpdir(), "folder-"));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** The least that an environment file says. */
export const MINIMAL = "target: minikube\ndomain: ivcap.example.org\n";

const FILLED_IN: Readonly<Record<string, string>> = {
  domain: "ivcap.example.org",
  email: "operator@example.org",
  account: '"123456789012"',
  subscription: "00000000-0000-0000-0000-000000000001",
  tenant: "00000000-0000-0000-0000-000000000002",
};

/** A shipped environment with its open values filled in. */
export const filledIn = (name: "aws" | "azure"): string =>
  readFileSync(`environments/${name}.yaml`, "utf8").replaceAll(
    /(\w+): CHANGE-ME/g,
    (open, key: string) => `${key}: ${FILLED_IN[key] ?? open}`,
  );
