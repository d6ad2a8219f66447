import { Aspects, type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { ComponentDefinition } from "./definition";

/**
 * `protection: on` for a stack: from the one list of what holds data, no plan of anyone can destroy these components' releases,
 * their namespaces or the secrets that live there. To tear down: off, apply, destroy.
 */
export function protect(stack: IConstruct, components: readonly ComponentDefinition[]): void {
  Aspects.of(stack).add(new PreventDestroy(protectedPaths(components)));
}

/**
 * Annotations of an object that holds data: Helm then leaves it where its release is uninstalled by hand. Kubernetes itself knows no
 * deletion protection. https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const keptByHelm = { "helm.sh/resource-policy": "keep" } as const;

/** Construct paths below the stack whose resources must not be destroyed. */
export const protectedPaths = (components: readonly ComponentDefinition[]): string[] =>
  components
    .filter(({ holdsData }) => holdsData)
    .flatMap(({ name, namespace, secrets }) => [
      `${name}/chart/release`,
      `${name}/claim`,
      `isolation/${namespace.name}/namespace`,
      ...secrets.map((secret) => `secrets/${secret.name}`),
    ]);

class PreventDestroy implements IAspect {
  constructor(private readonly paths: readonly string[]) {}

  visit(node: IConstruct): void {
    const path = node.node.path.split("/").slice(1).join("/");
    if (node instanceof TerraformResource && this.paths.includes(path)) {
      node.addOverride("lifecycle.prevent_destroy", true);
    }
  }
}
