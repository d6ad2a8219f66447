import { Aspects, type IAspect, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

type Tags = Record<string, string>;

/** Tags every resource of a stack that takes tags: the provider has no such setting of its own. */
export function tagEverything(stack: TerraformStack, tags: Tags): void {
  Aspects.of(stack).add(new TagEverything(tags));
}

class TagEverything implements IAspect {
  constructor(private readonly tags: Tags) {}

  visit(node: IConstruct): void {
    if (takesTags(node)) node.tags = this.tags;
  }
}

/** The provider's bindings have a property for each argument that there is. */
const takesTags = (node: IConstruct): node is TerraformResource & { tags: Tags } =>
  node instanceof TerraformResource && "tags" in node;
