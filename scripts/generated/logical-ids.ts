import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments } from "../../environments/load";
import { synthesise } from "../../stacks/synthesise";
import { addressesOf, stacksIn } from "../support/stack-json";
import { type GeneratedFile, json } from "./generated-file";

/**
 * What Terraform knows every resource of the shipped stacks by. An address that goes away is a resource that is destroyed, so a
 * change of this file is a deliberate act.
 */
export const logicalIds: GeneratedFile = {
  file: "test/logical-ids.json",
  content: () => {
    const folder = mkdtempSync(join(tmpdir(), "ivcap-ids-"));
    try {
      synthesise(loadEnvironments(join(__dirname, "../../environments")), folder);
      return json(Object.fromEntries(stacksIn(folder).map((stack) => [stack.name, addressesOf(stack)])));
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
