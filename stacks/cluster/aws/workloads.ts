import type { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import type { CloudWorkload } from "../../../constructs/cloud-workload";
import { type Granted, statementsOf } from "./grants";
import { namesOf } from "./names";
import { policy, trust } from "./policy";

/**
 * A role for each workload, bound to its one service account by EKS Pod Identity, whose agent is part of Auto Mode.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export class Workloads extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      workloads,
      cluster,
      ...granted
    }: Granted & { workloads: readonly CloudWorkload[]; cluster: EksCluster },
  ) {
    super(scope, id);
    const names = namesOf(granted.environment);
    for (const { name, namespace, serviceAccount, grants } of workloads) {
      const statements = grants.flatMap((grant) => statementsOf(grant, granted));
      if (statements.length === 0) continue;
      const role = new IamRole(this, name, {
        name: names.role(name),
        assumeRolePolicy: trust("pods.eks.amazonaws.com", {
          actions: ["sts:AssumeRole", "sts:TagSession"],
          // Whoever may bind roles in another cluster of the account still cannot take this one.
          condition: {
            StringEquals: {
              "aws:SourceAccount": names.account,
              "aws:RequestTag/eks-cluster-arn": names.clusterArn,
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
          },
        }),
      });
      const rights = new IamRolePolicy(this, `${name}-rights`, {
        name: "rights",
        role: role.name,
        policy: policy(...statements),
      });
      new EksPodIdentityAssociation(this, `${name}-binding`, {
        clusterName: cluster.name,
        namespace,
        serviceAccount,
        roleArn: role.arn,
        dependsOn: [rights],
      });
    }
  }
}
