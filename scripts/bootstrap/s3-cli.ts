import { awsCli } from "../../stacks/tools";
import { CloudCli, type Runner } from "../support/tools";

/** What S3 says where a bucket, or that setting of it, is not there. */
const NOT_THERE =
  /\b(404|NoSuchBucket|NoSuchTagSet|NoSuchBucketPolicy|NoSuchLifecycleConfiguration|NoSuchPublicAccessBlockConfiguration|OwnershipControlsNotFoundError|ServerSideEncryptionConfigurationNotFoundError)\b/;

/** S3 about one bucket. */
export class BucketCli extends CloudCli {
  /** @param account the only one whose bucket it may be. @default any */
  constructor(bucket: string, region: string, account: string | undefined, runner: Runner) {
    const owner = account === undefined ? [] : ["--expected-bucket-owner", account];
    super(awsCli, ["--bucket", bucket, "--region", region, ...owner], runner);
  }

  /** A setting of the bucket, or nothing where there is none. */
  ask(get: string): Promise<unknown | undefined> {
    return this.find(NOT_THERE, "s3api", get);
  }

  set(put: string, argument: string, value: object): Promise<unknown> {
    return this.must("s3api", put, `--${argument}`, JSON.stringify(value));
  }
}
