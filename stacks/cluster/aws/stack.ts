import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { LayerStack } from "../../layer-stack";
import { refusePlaceholders } from "../../placeholders";
import { kubernetesVersion, prefixOf, settingsOf } from "../settings";
import { addressesOf } from "./network";

/** `<environment>-cluster` on AWS: network, EKS, identities, registry, buckets. */
export class AwsClusterStack extends LayerStack {
  readonly cluster: EksCluster;

  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, layer: "cluster" });
    refusePlaceholders(this, environment);
    const { account, region } = settingsOf(environment, "aws");
    new AwsProvider(this, "aws", { region, allowedAccountIds: [account] });
    this.qualifyProviders("aws");
    const addresses = addressesOf(environment);
    const vpc = new Vpc(this, "network", { cidrBlock: addresses.range });
    const subnets = addresses.controlPlane.map(
      (cidrBlock, zone) =>
        new Subnet(this, `control-plane-${zone}`, {
          vpcId: vpc.id,
          cidrBlock,
          availabilityZone: `${region}${"abc"[zone]}`,
        }),
    );
    const role = new IamRole(this, "cluster-role", {
      name: `${prefixOf(environment)}-cluster`,
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "eks.amazonaws.com" },
            Action: ["sts:AssumeRole", "sts:TagSession"],
          },
        ],
      }),
    });
    this.cluster = new EksCluster(this, "cluster", {
      name: prefixOf(environment),
      version: kubernetesVersion(environment),
      roleArn: role.arn,
      vpcConfig: { subnetIds: subnets.map(({ id }) => id) },
    });
  }
}
