import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { tagsOf } from "../tags";
import { namesOf } from "./names";
import { policy, trust, variable } from "./policy";

/** What Auto Mode does by itself. https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html */
const MANAGED = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/** What EKS is in this account: makes nodes, volumes and load balancers for the cluster, and encrypts with our key. */
export class ClusterRole extends Construct {
  readonly role: IamRole;
  /** Has to be there before the cluster, and until it is gone. */
  readonly rights: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { environment, key }: { environment: Environment; key: KmsKey }) {
    super(scope, id);
    const names = namesOf(environment);
    this.role = new IamRole(this, "role", {
      name: names.role("cluster"),
      assumeRolePolicy: trust("eks.amazonaws.com", { actions: ["sts:AssumeRole", "sts:TagSession"] }),
    });
    this.rights = [
      ...MANAGED.map(
        (name) =>
          new IamRolePolicyAttachment(this, name, {
            role: this.role.name,
            policyArn: `arn:${names.partition}:iam::aws:policy/${name}`,
          }),
      ),
      new IamRolePolicy(this, "key", { name: "key", role: this.role.name, policy: useOf(key) }),
      new IamRolePolicy(this, "tags", { name: "tags", role: this.role.name, policy: tagging(environment) }),
    ];
  }
}

/** https://docs.aws.amazon.com/eks/latest/userguide/auto-kms.html */
const useOf = (key: KmsKey) =>
  policy(
    {
      Sid: "Use",
      Action: [
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:DescribeKey",
        "kms:ListGrants",
      ],
      Resource: key.arn,
    },
    {
      Sid: "LendToServices",
      Action: ["kms:CreateGrant", "kms:RevokeGrant"],
      Resource: key.arn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  );

/**
 * The managed policies know no tags but EKS's. These let it make the same things with ours on them, and only in this cluster's name.
 * https://docs.aws.amazon.com/eks/latest/userguide/auto-learn-iam.html#tag-prop
 */
function tagging(environment: Environment): string {
  const { platform } = tagsOf(environment, "cluster");
  const ours = {
    StringEquals: {
      "aws:RequestTag/eks:eks-cluster-name": variable("aws:PrincipalTag/eks:eks-cluster-name"),
      "aws:RequestTag/platform": platform,
    },
  };
  const make = (Sid: string, Action: readonly string[], like?: readonly string[]) => ({
    Sid,
    Action,
    Resource: "*",
    Condition: {
      ...ours,
      ...(like ? { StringLike: Object.fromEntries(like.map((tag) => [`aws:RequestTag/${tag}`, "*"])) } : {}),
    },
  });
  return policy(
    make(
      "Nodes",
      ["ec2:CreateFleet", "ec2:RunInstances", "ec2:CreateLaunchTemplate"],
      ["eks:kubernetes-node-class-name", "eks:kubernetes-node-pool-name"],
    ),
    make("Volumes", ["ec2:CreateVolume", "ec2:CreateSnapshot"]),
    make("Interfaces", ["ec2:CreateNetworkInterface"], ["eks:kubernetes-cni-node-name"]),
    make("LoadBalancers", [
      "elasticloadbalancing:CreateLoadBalancer",
      "elasticloadbalancing:CreateTargetGroup",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateRule",
      "ec2:CreateSecurityGroup",
    ]),
  );
}
