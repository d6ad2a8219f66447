import { outputsNeeded } from "../support/layers";
import type { StackJson } from "../support/stack-json";
import { Terraform, type TerraformOptions } from "../support/terraform";
import { judgePlan, type Verdict } from "./judge";
import { planStack } from "./stack";

/** What came of one layer: judged, or plannable only when the layers that are named are applied. */
export type PlannedLayer =
  | { readonly stack: string; readonly verdict: Verdict }
  | { readonly stack: string; readonly after: readonly string[] };

/**
 * Plans the layers of one environment, and none whose lower layers have not put into their states what it reads.
 * @param stacks the lowest first
 * @param say told before what takes minutes
 */
export async function planLayers(
  stacks: readonly StackJson[],
  allowed: readonly string[],
  options: TerraformOptions,
  say: (line: string) => void = () => {},
): Promise<PlannedLayer[]> {
  const layers: PlannedLayer[] = [];
  const outputs = new Map<string, readonly string[]>();
  for (const stack of stacks) {
    const after = [...outputsNeeded(stack)]
      .filter(([below, needed]) => needed.some((name) => !outputs.get(below)?.includes(name)))
      .map(([below]) => below);
    if (after.length > 0) {
      layers.push({ stack: stack.name, after });
      continue;
    }
    say(`planning ${stack.name} …`);
    layers.push({ stack: stack.name, verdict: judgePlan(await planStack(stack.folder, options), allowed) });
    outputs.set(stack.name, await new Terraform(stack.folder, options).outputNames());
  }
  return layers;
}
