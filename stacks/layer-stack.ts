import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataHolders } from "../constructs/data-holders";
import type { Environment } from "../environments/schema";
import { keepState } from "./state";

/** What all stacks share: their name, their state, readable addresses, fully qualified providers. */
export abstract class LayerStack extends TerraformStack {
  constructor(scope: Construct, { environment, layer }: { environment: Environment; layer: string }) {
    const name = `${environment.name}-${layer}`;
    super(scope, name);
    // Ephemeral values and write-only attributes (docs/decisions/0002).
    this.addOverride("terraform.required_version", ">= 1.11.0");
    keepState(this, name, environment);
    new DataHolders(this);
  }

  /**
   * A bare source such as `helm` means another registry to OpenTofu than to Terraform.
   * https://github.com/opentofu/opentofu/issues/2402
   */
  protected qualifyProviders(...names: string[]): void {
    for (const name of names) {
      this.addOverride(
        `terraform.required_providers.${name}.source`,
        `registry.terraform.io/hashicorp/${name}`,
      );
    }
  }

  /**
   * Addresses are the construct's path, without a digest: `helm_release.postgres_chart_release`. Paths are unique, and their
   * parts hold no underscore, so these are too; test/logical-ids.json lists them, since a changed one re-creates. Only what CDKTF names
   * after an expression, an output for the layer above, holds signs that Terraform takes in no name.
   */
  protected override allocateLogicalId(element: TerraformElement | TerraformElement["node"]): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    return node.scopes
      .slice(node.scopes.indexOf(this) + 1)
      .map((scope) => scope.node.id.replace(/[^\w-]+/g, "-"))
      .join("_");
  }
}
