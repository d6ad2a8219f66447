import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { markHoldsData } from "../../../constructs/protection";
import { policy } from "./policy";

/** Days in which what was overwritten or deleted by mistake can be had back. */
const OLD_VERSIONS = 30;
/** Days after which the parts of an upload that nobody finished go. */
const UNFINISHED = 7;

/** A bucket that is versioned, encrypted with our key, and read by roles of the account only, over TLS only. */
export class Bucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(
    scope: Construct,
    id: string,
    { name, key, forceDestroy }: { name: string; key: KmsKey; forceDestroy: boolean },
  ) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", { bucket: name, forceDestroy });
    markHoldsData(this.bucket);
    const bucket = this.bucket.id;
    new S3BucketVersioningA(this, "versioning", { bucket, versioningConfiguration: { status: "Enabled" } });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true, // one request to the key for many objects
        },
      ],
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const shut = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", { bucket, policy: tlsOnly(this.bucket.arn), dependsOn: [shut] });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "tidy",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays: OLD_VERSIONS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: UNFINISHED }],
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
      ],
    });
  }
}

/** Everybody is `{"AWS": "*"}` here: a bare `*` means the same to AWS, and is not read by everything that reads policies. */
const tlsOnly = (arn: string) => {
  const refused = {
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
  } as const;
  return policy(
    { Sid: "NoPlainText", ...refused, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "NoOldTls", ...refused, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
  );
};
