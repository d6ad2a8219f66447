import { join } from "node:path";
import { type JsonObject, resourcesOf, type StackJson, stacksIn } from "../../scripts/support/stack-json";

const out = process.env.IVCAP_TEST_OUT;
if (!out) throw new Error("IVCAP_TEST_OUT is not set: test/support/global-setup.ts sets it");

/** The stacks of the environments in environments/. */
export const shipped: readonly StackJson[] = stacksIn(join(out, "shipped"));
/** The stacks of the environments in test/fixtures/environments/. */
export const fixtures: readonly StackJson[] = stacksIn(join(out, "fixtures"));

/** One deployment: all stacks of one environment. */
export interface Deployment {
  readonly name: string;
  readonly stacks: StackJson[];
}

/** Stacks are named `<environment>-<layer>`, and a layer's name holds no dash. */
const environmentOf = ({ name }: StackJson) => name.slice(0, name.lastIndexOf("-"));
const synthesised = [...shipped, ...fixtures];

export const deployments: readonly Deployment[] = [...new Set(synthesised.map(environmentOf))].map(
  (name) => ({
    name,
    stacks: synthesised.filter((each) => environmentOf(each) === name),
  }),
);

/** A copy that a test may spoil. */
export function deployment(name: string): Deployment {
  const found = deployments.find((each) => each.name === name);
  if (!found) throw new Error(`no such environment: ${name}; found: ${deployments.map((each) => each.name)}`);
  return structuredClone(found);
}

/** A synthesised stack by its name, such as `minikube-platform`, with its resources by type. */
export function stack(name: string) {
  const found = synthesised.find((each) => each.name === name);
  if (!found) throw new Error(`no such stack: ${name}; found: ${synthesised.map((each) => each.name)}`);
  return { ...found, resources: (type: string): JsonObject[] => resourcesOf(found, type) };
}
