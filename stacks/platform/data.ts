import { TerraformResource, type TerraformStack } from "cdktf";
import type { ComponentDefinition } from "../../constructs/definition";
import { markHoldsData } from "../../constructs/protection";

/** Marks what holds a component's data: its release, its claim, its namespace and the secrets that live there. */
export function markComponents(stack: TerraformStack, components: readonly ComponentDefinition[]): void {
  const paths = new Set(components.filter(({ holdsData }) => holdsData).flatMap(pathsOf));
  markHoldsData(
    ...stack.node
      .findAll()
      .filter((node): node is TerraformResource => node instanceof TerraformResource)
      .filter(({ node }) => paths.has(node.path.split("/").slice(1).join("/"))),
  );
}

/** Construct paths below the stack. */
const pathsOf = ({ name, namespace, secrets }: ComponentDefinition) => [
  `${name}/chart/release`,
  `${name}/claim`,
  `isolation/${namespace.name}/namespace`,
  ...secrets.map((secret) => `secrets/${secret.name}`),
];
