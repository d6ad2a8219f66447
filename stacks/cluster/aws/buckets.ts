import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { Bucket } from "./bucket";
import { type BucketOf, namesOf } from "./names";

/** Backups always go outside the cluster; objects and logs where the environment keeps them in S3. */
export const bucketsOf = ({ objectStore }: Environment): readonly BucketOf[] => [
  "backups",
  ...(objectStore?.kind === "s3" ? (["objects", "logs"] as const) : []),
];

/** The deployment's buckets. */
export class Buckets extends Construct {
  readonly buckets: Readonly<Partial<Record<BucketOf, S3Bucket>>>;

  constructor(
    scope: Construct,
    id: string,
    { environment, key, isProtected }: { environment: Environment; key: KmsKey; isProtected: boolean },
  ) {
    super(scope, id);
    this.buckets = Object.fromEntries(
      bucketsOf(environment).map((of) => {
        const { bucket } = new Bucket(this, of, {
          name: namesOf(environment).bucket(of),
          key,
          // Backups are what is left when the rest is gone: a destroy stops at them, and a person empties the bucket.
          forceDestroy: !isProtected && of !== "backups",
        });
        return [of, bucket];
      }),
    );
  }
}
