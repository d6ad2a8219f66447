import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { address } from "../addresses";
import { kubernetesVersion, settingsOf } from "../settings";
import { ORDERS } from "./access";
import type { Identities } from "./identities";
import { maintenanceOf } from "./maintenance";
import { namesOf } from "./names";
import { addressesOf } from "./network";
import { nodePool } from "./node-pool";
import { type PartProps, placeOf } from "./part";

export interface KubernetesProps extends PartProps {
  readonly subnets: { readonly nodes: Subnet; readonly apiServer: Subnet };
  readonly identities: Identities;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Whether the API answers inside the network only. */
export const isPrivate = (environment: Environment): boolean =>
  settingsOf(environment, "azure").endpoint?.publicRanges === undefined;

/** AKS, with Cilium (docs/decisions/0015), and its two pools of nodes. */
export class Kubernetes extends Construct {
  readonly cluster: KubernetesCluster;

  constructor(scope: Construct, id: string, props: KubernetesProps) {
    super(scope, id);
    const { environment, identities, subnets } = props;
    const { tenant, admins, support, endpoint } = settingsOf(environment, "azure");
    const { prefix, nodeGroup } = namesOf(environment);
    this.cluster = new KubernetesCluster(this, "cluster", {
      name: prefix,
      ...placeOf(props),
      nodeResourceGroup: nodeGroup,
      dnsPrefix: prefix,
      // Patches come by themselves, in the window below. Another minor version is the operator's: charts work with some only.
      kubernetesVersion: kubernetesVersion(environment),
      automaticUpgradeChannel: "patch",
      nodeOsUpgradeChannel: "NodeImage",
      ...maintenanceOf(environment),
      // With a promise of availability, which the free one lacks; two years of a version only with the dearest.
      ...(support === "long-term"
        ? { skuTier: "Premium", supportPlan: "AKSLongTermSupport" }
        : { skuTier: "Standard", supportPlan: "KubernetesOfficial" }),

      privateClusterEnabled: isPrivate(environment),
      privateClusterPublicFqdnEnabled: false,
      apiServerAccessProfile: {
        virtualNetworkIntegrationEnabled: true,
        subnetId: subnets.apiServer.id,
        ...(endpoint?.publicRanges ? { authorizedIpRanges: endpoint.publicRanges } : {}),
      },
      networkProfile: network(environment),

      // Everyone is known by Entra ID, and may what roles of Azure say; there is no certificate that is anybody.
      localAccountDisabled: true,
      roleBasedAccessControlEnabled: true,
      azureActiveDirectoryRoleBasedAccessControl: {
        tenantId: tenant,
        azureRbacEnabled: true,
        // Groups of these stay admins where Azure's own decision cannot be had.
        adminGroupObjectIds: admins ?? [],
      },
      runCommandEnabled: false, // a shell with all rights, past the network and the policies
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      identity: { type: "UserAssigned", identityIds: [identities.controlPlane.id] },
      kubeletIdentity: {
        userAssignedIdentityId: identities.nodes.id,
        clientId: identities.nodes.clientId,
        objectId: identities.nodes.principalId,
      },

      azurePolicyEnabled: true,
      imageCleanerEnabled: true,
      imageCleanerIntervalHours: 7 * 24,
      storageProfile: { diskDriverEnabled: true, fileDriverEnabled: false, blobDriverEnabled: false },
      // The platform itself runs here, so that what is no add-on may too.
      defaultNodePool: {
        ...nodePool(environment, "system", subnets.nodes),
        onlyCriticalAddonsEnabled: false,
      },
      lifecycle: { ignoreChanges: ["default_node_pool[0].node_count"] },
      dependsOn: [...props.dependsOn, ...identities.rights],
    });
    new KubernetesClusterNodePool(this, "orders", {
      ...nodePool(environment, "orders", subnets.nodes),
      kubernetesClusterId: this.cluster.id,
      mode: "User",
      nodeLabels: { [ORDERS]: "true" },
      nodeTaints: [`${ORDERS}=true:NoSchedule`],
      lifecycle: { ignoreChanges: ["node_count"] },
    });
  }
}

function network(environment: Environment) {
  const { pods, services } = addressesOf(environment);
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataPlane: "cilium",
    networkPolicy: "cilium",
    podCidr: pods,
    serviceCidr: services,
    dnsServiceIp: address(services, 10).replace("/32", ""),
    loadBalancerSku: "standard",
    outboundType: "userAssignedNATGateway",
  };
}
