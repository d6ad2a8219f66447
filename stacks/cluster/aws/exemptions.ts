import type { Exemption } from "../../../constructs/exemption";

/** The addresses of all buckets: the stars are any name. */
const BUCKETS = "aws_s3_bucket.buckets_*_bucket";

/** What Checkov fails in a plan of `<environment>-cluster` on AWS and is meant; `where` is Terraform's address. */
export const exemptions: readonly Exemption[] = [
  {
    rule: "CKV_AWS_39", // public endpoint disabled
    where: "aws_eks_cluster.cluster_cluster",
    because:
      "only where the environment names who may ask from outside (aws.endpoint.publicRanges), and then for those ranges alone: CKV_AWS_38 passes, and synth refuses ranges wider than /8",
  },
  {
    rule: "CKV_AWS_144", // cross-region replication
    where: BUCKETS,
    because:
      "it doubles the price of storage and takes data out of the region that was chosen; whoever needs a second region copies the backups, which are whole folders, by a rule of theirs",
  },
  {
    rule: "CKV2_AWS_62", // event notifications
    where: BUCKETS,
    because: "nothing waits for an event of a bucket: the record in Postgres says what there is",
  },
];
