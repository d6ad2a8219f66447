import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject, StackJson } from "./stack-json";

/**
 * The AWS provider as it can be had where the one that the bindings pin cannot: 5.100.0 in place of 6.25.0. Between the two, by their schemas,
 * 6.25.0 added these arguments to the types that our stacks have, and `region` to nearly all. Nothing here reaches a stack: only a copy
 * that is judged loses them, by name.
 */
export const OLDER_AWS = "5.100.0";
const ADDED: Readonly<Record<string, readonly string[]>> = {
  "*": ["region"],
  aws_cloudwatch_log_group: ["deletion_protection_enabled"],
  aws_ecr_repository: ["image_tag_mutability_exclusion_filter"],
  aws_eks_cluster: ["deletion_protection", "control_plane_scaling_config"],
  aws_eks_node_group: ["node_repair_config"],
  aws_eks_pod_identity_association: ["disable_session_tags", "target_role_arn"],
  aws_nat_gateway: ["availability_mode", "availability_zone_address"],
};

export interface Aged {
  readonly stack: StackJson;
  /** What it lost, as `address.argument`; nothing where it is the stack itself. */
  readonly dropped: readonly string[];
}

/** A copy of a stack for the older provider; the stack itself where it does not use AWS. */
export function forOlderAws(stack: StackJson): Aged {
  if (stack.json.terraform.required_providers.aws === undefined) return { stack, dropped: [] };
  const json = structuredClone(stack.json);
  Object.assign(json.terraform.required_providers.aws ?? {}, { version: OLDER_AWS });
  const dropped = Object.entries(json.resource)
    .filter(([type]) => type.startsWith("aws_"))
    .flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, body]) =>
        [...(ADDED["*"] ?? []), ...(ADDED[type] ?? [])]
          .filter((argument) => drop(body, argument))
          .map((argument) => `${type}.${name}.${argument}`),
      ),
    );
  return { stack: { ...stack, json }, dropped };
}

function drop(body: JsonObject, argument: string): boolean {
  if (!(argument in body)) return false;
  delete body[argument];
  return true;
}

/** Whether a filesystem mirror has the older provider and not the one that is pinned. */
export function hasOlderAwsOnly(mirror: string | undefined, { json }: StackJson): boolean {
  const pinned = json.terraform.required_providers.aws?.version;
  if (mirror === undefined || pinned === undefined) return false;
  const versions = namesIn(join(mirror, "registry.terraform.io", "hashicorp", "aws"));
  return versions.includes(OLDER_AWS) && !versions.includes(pinned);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
