import { type ITerraformDependable, type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * A `terraform_data` that holds nothing: one thing to wait for, or a place for preconditions. Not cdktf's own DataResource, which
 * runs `terraform version` at every synth and fails where there is no Terraform.
 */
export class Gate extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    {
      lifecycle,
      dependsOn,
    }: { readonly dependsOn?: readonly ITerraformDependable[] } & Pick<TerraformMetaArguments, "lifecycle">,
  ) {
    super(scope, id, {
      terraformResourceType: "terraform_data",
      ...(dependsOn ? { dependsOn: [...dependsOn] } : {}),
      ...(lifecycle ? { lifecycle } : {}),
    });
  }
}
