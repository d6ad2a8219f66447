import { type ITerraformDependable, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";
import { Gate } from "../constructs/gate";
import { PLACEHOLDER } from "../environments/load";
import type { Environment } from "../environments/schema";

/**
 * The first thing of a plan: refuses values that are still to be filled in. Everything else waits for it.
 * The condition reads a local, since Terraform refuses a constant one.
 */
export function refusePlaceholders(
  scope: Construct,
  { file, placeholders }: Environment,
): ITerraformDependable {
  const open = new TerraformLocal(scope, "placeholders", placeholders.join(", "));
  return new Gate(scope, "filled-in", {
    lifecycle: {
      precondition: [
        {
          condition: `\${${open.fqn} == ""}`,
          errorMessage: `${file}: still ${PLACEHOLDER}: ${placeholders.join(", ") || "nothing"}. Fill these values in, then synthesise and deploy again.`,
        },
      ],
    },
  });
}
