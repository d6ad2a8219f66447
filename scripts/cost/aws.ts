import type { Environment } from "../../environments/schema";
import { NODE_DISK } from "../../stacks/cluster/aws/node-pools";
import { poolsOf } from "../../stacks/cluster/capacity";
import { TYPICAL_NODE } from "../../stacks/cluster/prices/aws";
import { runsOf } from "../../stacks/platform/definitions";
import { type Context, free, type Item, item, type Kinds } from "./item";

/** A load balancer has an address in each zone. */
export const ZONES = 3;

/** Replicas would rather be in zones of their own, and Auto Mode makes nodes for such wishes too. */
const spread = (environment: Environment) =>
  Math.min(
    ZONES,
    Math.max(0, ...runsOf(environment).map(({ pods }) => (typeof pods === "number" ? pods : 1))),
  );

/** Nodes that Auto Mode adds and takes away: as many as the pods need, up to the limits. */
function nodes({ environment, needed: packed = 0 }: Context): Item[] {
  const pools = poolsOf(environment);
  if (pools === undefined) return [];
  const needed = Math.max(packed, spread(environment));
  return (["system", "orders"] as const).flatMap((name) => {
    const most = pools[name].maximum;
    const least = name === "system" ? Math.min(needed, most) : 0;
    const component = name === "system" ? "nodes" : "nodes of orders";
    const count = `${least}–${most} nodes like ${TYPICAL_NODE}`;
    return [
      item(component, count, TYPICAL_NODE, least, most),
      item(component, "their management by EKS", "Auto Mode, by the node", least, most),
      item(component, `their disks of ${NODE_DISK} GB`, "disk", least * NODE_DISK, most * NODE_DISK),
    ];
  });
}

const months = (days: unknown) => (typeof days === "number" && days > 0 ? days / 30 : 12);

/** Every type of resource of AWS that a stack of ours may hold. */
export const awsKinds: Kinds = {
  aws_eks_cluster: {
    items: (_, context) => [item("cluster", "control plane", "control plane", 1), ...nodes(context)],
  },
  aws_nat_gateway: { items: () => [item("network", "NAT gateway", "NAT gateway", 1)] },
  aws_eip: { items: () => [item("network", "public address", "public address", 1)] },
  aws_vpc_endpoint: {
    items: ({ vpc_endpoint_type: type, subnet_ids: subnets }) =>
      type === "Interface" && Array.isArray(subnets)
        ? [item("network", `endpoint in ${subnets.length} zones`, "interface endpoint", subnets.length)]
        : [], // a route, which costs nothing
  },
  aws_kms_key: { items: () => [item("keys", "key", "key", 1)] },
  aws_cloudwatch_log_group: {
    items: ({ retention_in_days: days }, { usage }) => [
      item("logs of the cloud", `log group: ${usage.logs} GB taken in`, "logs taken in", usage.logs),
      // Compressed, to about a seventh of what was taken in.
      item(
        "logs of the cloud",
        `log group: kept for ${Math.round(months(days))} months`,
        "logs kept",
        (usage.logs * months(days)) / 7,
      ),
    ],
  },
  aws_s3_bucket: {
    items: (_, { usage }) => [item("buckets", `${usage.objects} GB in a bucket`, "objects", usage.objects)],
  },
  aws_ecr_repository: {
    items: (_, { usage }) => [
      item("registry", `${usage.images} GB in a repository`, "images kept", usage.images),
    ],
  },
  aws_route53_zone: { items: () => [item("DNS", "zone", "DNS zone", 1)] },
  ...free(
    "aws_default_security_group",
    "aws_ecr_lifecycle_policy",
    "aws_eks_access_entry",
    "aws_eks_access_policy_association",
    "aws_eks_pod_identity_association",
    "aws_flow_log", // its lines are in a log group, which is not free
    "aws_iam_openid_connect_provider",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_internet_gateway",
    "aws_kms_alias",
    "aws_route",
    "aws_route53_record",
    "aws_route_table",
    "aws_route_table_association",
    "aws_s3_bucket_lifecycle_configuration",
    "aws_s3_bucket_ownership_controls",
    "aws_s3_bucket_policy",
    "aws_s3_bucket_public_access_block",
    "aws_s3_bucket_server_side_encryption_configuration",
    "aws_s3_bucket_versioning",
    "aws_security_group",
    "aws_subnet",
    "aws_vpc",
    "aws_vpc_security_group_egress_rule",
    "aws_vpc_security_group_ingress_rule",
  ),
};
