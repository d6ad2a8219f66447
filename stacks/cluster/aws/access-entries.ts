import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";
import { namesOf } from "./names";

/** Who is let into the cluster: named principals, each with one of EKS's access policies; no aws-auth. */
export class AccessEntries extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { environment, cluster, nodeRole }: { environment: Environment; cluster: EksCluster; nodeRole: IamRole },
  ) {
    super(scope, id);
    const { partition } = namesOf(environment);
    const entry = (name: string, principalArn: string, type: string, policy: string) => {
      const { principalArn: entered } = new EksAccessEntry(this, name, {
        clusterName: cluster.name,
        principalArn,
        type,
      });
      new EksAccessPolicyAssociation(this, `${name}-policy`, {
        clusterName: cluster.name,
        principalArn: entered,
        policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type: "cluster" },
      });
    };
    // EKS lets in the nodes of its own pools only. https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html#auto-node-access-entry
    entry("nodes", nodeRole.arn, "EC2", "AmazonEKSAutoNodePolicy");
    for (const admin of settingsOf(environment, "aws").admins ?? []) {
      entry(`admin-${idOf(admin)}`, admin, "STANDARD", "AmazonEKSClusterAdminPolicy");
    }
  }
}

/** By who it is, so that another order of the list changes nothing; ids hold no underscore and no slash. */
const idOf = (principal: string) =>
  principal
    .split(":")
    .slice(4)
    .join("-")
    .replace(/[^A-Za-z0-9.-]/g, "-");
