import { join } from "node:path";
import { renderAll, type Tools } from "../render/rendered";
import { CommandError } from "../support/cli";
import { releasesOf } from "../support/releases";
import type { JsonObject, StackJson } from "../support/stack-json";
import { policiesOf, shownOf } from "./objects";
import { checkov, type Verdict } from "./run";

export interface StackVerdict extends Verdict {
  readonly stack: string;
  readonly components: readonly string[];
}

/** Renders a stack, and has Checkov judge it with its policies. @throws CommandError where a chart refuses its values */
export async function judgeByCheckov(
  stack: StackJson,
  { work, checkov: program, ...tools }: Tools & { readonly work: string; readonly checkov: string },
): Promise<StackVerdict> {
  const objects: Record<string, JsonObject[]> = { policies: policiesOf(stack) };
  for (const rendered of await renderAll(releasesOf(stack), tools)) {
    const { component } = rendered.release;
    if (rendered.failure) throw new CommandError(`${stack.name}: ${component}: ${rendered.failure}`);
    objects[component] = [...(objects[component] ?? []), ...shownOf(rendered)];
  }
  // The layer of the cluster has no objects of Kubernetes, and Checkov no report of nothing.
  if (Object.values(objects).every((list) => list.length === 0)) {
    return { stack: stack.name, components: [], passed: 0, failed: [] };
  }
  const verdict = await checkov(program, join(work, stack.name), objects);
  return { stack: stack.name, components: Object.keys(objects), ...verdict };
}
