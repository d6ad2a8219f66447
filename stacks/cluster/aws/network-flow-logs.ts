import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { logGroup } from "./log-group";
import { namesOf } from "./names";
import { policy, trust } from "./policy";

/** Who spoke to whom in the network, and what was refused. */
export class FlowLogs extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { environment, key, vpc }: { environment: Environment; key: KmsKey; vpc: Vpc },
  ) {
    super(scope, id);
    const names = namesOf(environment);
    const group = logGroup(this, "group", key, { name: names.networkLogs });
    const role = new IamRole(this, "role", {
      name: names.role("flow-logs"),
      assumeRolePolicy: trust("vpc-flow-logs.amazonaws.com", {
        condition: { StringEquals: { "aws:SourceAccount": names.account } },
      }),
    });
    new IamRolePolicy(this, "policy", {
      name: "write",
      role: role.name,
      policy: policy({
        Sid: "Write",
        Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        Resource: `${group.arn}:*`,
      }),
    });
    new FlowLog(this, "log", {
      vpcId: vpc.id,
      trafficType: "ALL",
      logDestination: group.arn,
      iamRoleArn: role.arn,
    });
  }
}
