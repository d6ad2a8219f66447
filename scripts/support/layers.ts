import type { StackJson } from "./stack-json";

/** Stacks in the order in which they are deployed: each behind those it depends on. */
export function inOrder(stacks: readonly StackJson[]): StackJson[] {
  const ordered: StackJson[] = [];
  const add = (stack: StackJson) => {
    if (ordered.includes(stack)) return;
    for (const below of stacks) if (stack.dependsOn.includes(below.name)) add(below);
    ordered.push(stack);
  };
  stacks.forEach(add);
  return ordered;
}

/** What a stack reads of the states below it: names of outputs by stack. cdktf names the data source after the stack. */
export function outputsNeeded({ json, dependsOn }: StackJson): ReadonlyMap<string, readonly string[]> {
  const text = JSON.stringify(json);
  return new Map(
    dependsOn.map((below) => {
      const reference = new RegExp(`cross-stack-reference-input-${below}\\.outputs\\.([\\w-]+)`, "g");
      return [below, [...new Set([...text.matchAll(reference)].map(([, name = ""]) => name))]];
    }),
  );
}
