import { addressesOf } from "../support/stack-json";
import { type GeneratedFile, json } from "./generated-file";
import { shippedStacks } from "./shipped";

/**
 * What Terraform knows every resource of the shipped stacks by. An address that goes away is a resource that is destroyed, so a
 * change of this file is a deliberate act.
 */
export const logicalIds: GeneratedFile = {
  file: "test/logical-ids.json",
  content: () => json(Object.fromEntries(shippedStacks().map((stack) => [stack.name, addressesOf(stack)]))),
};
