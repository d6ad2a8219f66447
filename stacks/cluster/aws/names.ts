import type { Environment } from "../../../environments/schema";
import { prefixOf, settingsOf } from "../settings";

/** Buckets by what they hold; the grants of workloads speak of the same three. */
export type BucketOf = "backups" | "objects" | "logs";

/** Names and ARNs that follow from the environment, so that other layers know them at synth, before anything stands. */
export function namesOf(environment: Environment) {
  const prefix = prefixOf(environment);
  const { account, region } = settingsOf(environment, "aws");
  const partition = partitionOf(region);
  const arn = (service: string, resource: string) =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
  return {
    account,
    region,
    partition,
    cluster: prefix,
    clusterArn: arn("eks", `cluster/${prefix}`),
    /** The key's own id is known only when it stands; EBS, Auto Mode and S3 take its alias as well. */
    keyAlias: `alias/${prefix}`,
    keyAliasArn: arn("kms", `alias/${prefix}`),
    accountRoot: `arn:${partition}:iam::${account}:root`,
    nodeRole: `${prefix}-node`,
    /** @param of what assumes it: a part of the cluster, or a workload */
    role: (of: string) => `${prefix}-${of}`,
    /** Bucket names are shared by all accounts there are; the number makes it ours. */
    bucket: (of: BucketOf) => `${prefix}-${account}-${of}`,
    /** https://docs.aws.amazon.com/general/latest/gr/s3.html */
    s3: `https://s3.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`,
    repository: (service: string) => `${prefix}/${service}`,
    /** The name is EKS's: it writes to no other. */
    clusterLogs: `/aws/eks/${prefix}/cluster`,
    networkLogs: `/ivcap/${environment.name}/network`,
    logGroupArn: (group: string) => arn("logs", `log-group:${group}`),
  };
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const partitionOf = (region: string) =>
  region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
