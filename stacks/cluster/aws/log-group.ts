import {
  CloudwatchLogGroup,
  type CloudwatchLogGroupConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Construct } from "constructs";

/** A year: an intrusion is found months after it began. */
const DAYS = 365;

/** A group of logs, encrypted with our key. */
export const logGroup = (
  scope: Construct,
  id: string,
  key: KmsKey,
  config: Pick<CloudwatchLogGroupConfig, "name" | "deletionProtectionEnabled">,
) => new CloudwatchLogGroup(scope, id, { ...config, kmsKeyId: key.arn, retentionInDays: DAYS });
