import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { namesOf } from "./names";
import { trust } from "./policy";

/** Least that Auto Mode's nodes need. https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html */
const MANAGED = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/** What a node is: it pulls images and fetches credentials for its pods. */
export class NodeRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id);
    const { nodeRole, partition } = namesOf(environment);
    this.role = new IamRole(this, "role", { name: nodeRole, assumeRolePolicy: trust("ec2.amazonaws.com") });
    for (const name of MANAGED) {
      new IamRolePolicyAttachment(this, name, {
        role: this.role.name,
        policyArn: `arn:${partition}:iam::aws:policy/${name}`,
      });
    }
  }
}
