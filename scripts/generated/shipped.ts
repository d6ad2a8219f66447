import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { synthesise } from "../../stacks/synthesise";
import { type StackJson, stacksIn } from "../support/stack-json";

/** Whatever `IVCAP_ENVIRONMENTS` says: generated files describe what this repository ships. */
const FOLDER = join(__dirname, "../../environments");

/** The environment that the reference pages describe. */
export function shippedEnvironment(): Environment {
  const [environment] = loadEnvironments(FOLDER, "minikube");
  if (!environment) throw new Error("environments/minikube.yaml is gone");
  return environment;
}

let stacks: readonly StackJson[] | undefined;

/** The stacks of all shipped environments, synthesised once. */
export function shippedStacks(): readonly StackJson[] {
  if (!stacks) {
    const folder = mkdtempSync(join(tmpdir(), "ivcap-generate-"));
    try {
      synthesise(loadEnvironments(FOLDER), folder);
      stacks = stacksIn(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return stacks;
}
