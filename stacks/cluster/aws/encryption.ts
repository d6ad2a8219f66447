import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { markHoldsData } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { namesOf } from "./names";
import { policy } from "./policy";

/**
 * One key for all that a deployment keeps: secrets of the cluster, volumes, buckets, images, logs. Without it none of them can be read,
 * so it goes last, thirty days after it was asked to. The account's own IAM policies say who uses it; the roles of this stack name it.
 */
export class EncryptionKey extends Construct {
  readonly key: KmsKey;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const names = namesOf(environment);
    this.key = new KmsKey(this, "key", {
      description: `Everything that ${names.cluster} keeps`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policy(
        // Without it nobody could ever change the key. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
        { Sid: "Account", Principal: { AWS: names.accountRoot }, Action: "kms:*", Resource: "*" },
        // CloudWatch asks for itself, with the group in the context: for these two and no other.
        {
          Sid: "Logs",
          Principal: { Service: `logs.${names.region}.amazonaws.com` },
          Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
          Resource: "*",
          Condition: {
            ArnEquals: {
              "kms:EncryptionContext:aws:logs:arn": [names.clusterLogs, names.networkLogs].map(
                names.logGroupArn,
              ),
            },
          },
        },
      ),
    });
    new KmsAlias(this, "alias", { name: names.keyAlias, targetKeyId: this.key.id });
    markHoldsData(this.key);
  }
}
