import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { markHoldsData } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { kubernetesVersion, settingsOf } from "../settings";
import { ClusterRole } from "./cluster-role";
import { logGroup } from "./log-group";
import { namesOf } from "./names";
import { addressesOf } from "./network";
import type { Subnets } from "./network-subnets";

/** EKS in Auto Mode (docs/decisions/0014). */
export class Cluster extends Construct {
  readonly cluster: EksCluster;

  constructor(
    scope: Construct,
    id: string,
    {
      environment,
      key,
      subnets,
      isProtected,
    }: { environment: Environment; key: KmsKey; subnets: Subnets; isProtected: boolean },
  ) {
    super(scope, id);
    const names = namesOf(environment);
    const { endpoint, admins } = settingsOf(environment, "aws");
    const { range, services } = addressesOf(environment);
    const { role, rights } = new ClusterRole(this, "role", { environment, key });
    // Made by EKS it would keep everything for ever, and not with our key.
    const logs = logGroup(this, "logs", key, {
      name: names.clusterLogs,
      deletionProtectionEnabled: isProtected,
    });
    this.cluster = new EksCluster(this, "cluster", {
      name: names.cluster,
      version: kubernetesVersion(environment),
      roleArn: role.arn,
      dependsOn: [...rights, logs],
      vpcConfig: {
        subnetIds: subnets.controlPlane.map((subnet) => subnet.id),
        endpointPrivateAccess: true,
        endpointPublicAccess: endpoint?.publicRanges !== undefined,
        ...(endpoint?.publicRanges ? { publicAccessCidrs: endpoint.publicRanges } : {}),
      },
      // The three go on or off together. No pool of EKS's own: its nodes would let pods talk before a policy is there (node-pools.ts).
      computeConfig: { enabled: true, nodePools: [] },
      storageConfig: { blockStorage: { enabled: true } },
      kubernetesNetworkConfig: {
        ipFamily: "ipv4",
        serviceIpv4Cidr: services,
        elasticLoadBalancing: { enabled: true },
      },
      bootstrapSelfManagedAddons: false, // Auto Mode brings network, resolver and proxy on the nodes
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: admins === undefined,
      },
      encryptionConfig: { provider: { keyArn: key.arn }, resources: ["secrets"] },
      enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      // EKS then upgrades a version that is out of support, rather than bill six times the price for it.
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      deletionProtection: isProtected,
      // EKS looks at it when the cluster is made and never again; to Terraform a change means another cluster.
      lifecycle: { ignoreChanges: ["access_config[0].bootstrap_cluster_creator_admin_permissions"] },
    });
    // The API's addresses inside are in the cluster's own group, which lets in only its nodes: operators come by VPN or bastion.
    new VpcSecurityGroupIngressRule(this, "from-network", {
      securityGroupId: this.cluster.vpcConfig.clusterSecurityGroupId,
      description: "Kubernetes API from inside the network",
      cidrIpv4: range,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    markHoldsData(this.cluster, logs);
  }
}
