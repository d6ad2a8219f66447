import { Aspects, type IAspect, TerraformResource, type TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

const HOLDS_DATA = "ivcap.platform/holds-data";
const PROTECTED = "ivcap.platform/protected";

/**
 * Says of resources that losing them loses data, or the cluster that everything runs on. From this one list come `prevent_destroy` under
 * `protection: on`, what a plan may not destroy without being told by name, and what a sweep after a teardown leaves alone.
 */
export function markHoldsData(...resources: readonly TerraformResource[]): void {
  for (const { node } of resources) node.addMetadata(HOLDS_DATA, true);
}

/** The resources of a stack that are marked. */
export const dataHolders = (stack: TerraformStack): TerraformResource[] =>
  stack.node
    .findAll()
    .filter((node): node is TerraformResource => node instanceof TerraformResource && has(node, HOLDS_DATA));

const has = ({ node }: IConstruct, mark: string) => node.metadata.some(({ type }) => type === mark);

/** `type.name`: how Terraform's plan names it. */
export const addressOfResource = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

/**
 * `protection: on` for a stack: no plan of anyone can destroy what is marked. To tear down: off, apply, destroy.
 */
export function protect(stack: TerraformStack): void {
  stack.node.addMetadata(PROTECTED, true);
  Aspects.of(stack).add(new PreventDestroy());
}

export const isProtected = (stack: TerraformStack): boolean => has(stack, PROTECTED);

class PreventDestroy implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof TerraformResource && has(node, HOLDS_DATA)) {
      node.addOverride("lifecycle.prevent_destroy", true);
    }
  }
}

/**
 * Annotations of an object that holds data: Helm then leaves it where its release is uninstalled by hand. Kubernetes itself knows no
 * deletion protection. https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const keptByHelm = { "helm.sh/resource-policy": "keep" } as const;
