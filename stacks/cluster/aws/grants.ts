import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { CloudGrant } from "../../../constructs/cloud-workload";
import type { Environment } from "../../../environments/schema";
import { type BucketOf, namesOf } from "./names";
import type { Statement } from "./policy";

/** What a grant is good for in this deployment. */
export interface Granted {
  readonly environment: Environment;
  readonly key: KmsKey;
  readonly buckets: Readonly<Partial<Record<BucketOf, S3Bucket>>>;
}

/** The rights of a grant; none where what it speaks of is not in the cloud, such as objects that are kept in MinIO. */
export function statementsOf(grant: CloudGrant, granted: Granted): Statement[] {
  if (grant === "dns") return changeRecords(granted.environment);
  const bucket = granted.buckets[grant];
  return bucket === undefined ? [] : useBucket(grant, bucket, granted.key);
}

/** Read, write, delete; no versions, so that what a workload deletes can be had back for a while. */
const useBucket = (grant: BucketOf, { arn }: S3Bucket, key: KmsKey): Statement[] => [
  {
    Sid: `List${titled(grant)}`,
    Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
    Resource: arn,
  },
  {
    Sid: `Use${titled(grant)}`,
    Action: [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ],
    Resource: `${arn}/*`,
  },
  {
    Sid: `Key${titled(grant)}`,
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: key.arn,
    // With a bucket key, the context that S3 gives is the bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": arn } },
  },
];

const titled = (grant: string) => `${grant.charAt(0).toUpperCase()}${grant.slice(1)}`;

/**
 * By the records' names instead of the zone's id: the zone is not ours, and to ask for its id a plan would need an account. Names are
 * the narrower right besides: in a zone above the domain, nothing else can be changed.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
function changeRecords(environment: Environment): Statement[] {
  const { partition } = namesOf(environment);
  const zones = `arn:${partition}:route53:::hostedzone/*`;
  return [
    {
      Sid: "ChangeRecords",
      Action: "route53:ChangeResourceRecordSets",
      Resource: zones,
      Condition: {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
            environment.domain,
            `*.${environment.domain}`, // external-dns's notes too
          ],
        },
        "ForAllValues:StringEquals": {
          "route53:ChangeResourceRecordSetsRecordTypes": ["A", "AAAA", "CNAME", "TXT"],
        },
        // Of a request without records, ForAllValues would be true.
        Null: { "route53:ChangeResourceRecordSetsNormalizedRecordNames": "false" },
      },
    },
    {
      Sid: "ReadRecords",
      Action: ["route53:ListResourceRecordSets", "route53:ListTagsForResources"],
      Resource: zones,
    },
    {
      Sid: "FindZone",
      Action: ["route53:ListHostedZones", "route53:ListHostedZonesByName"],
      Resource: "*", // they know no resources
    },
    { Sid: "AwaitChange", Action: "route53:GetChange", Resource: `arn:${partition}:route53:::change/*` },
  ];
}
