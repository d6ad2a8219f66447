import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { LayerStack } from "../../layer-stack";
import { refusePlaceholders } from "../../placeholders";
import { kubernetesVersion, prefixOf, settingsOf } from "../settings";

/** `<environment>-cluster` on Azure: network, AKS, identities, registry, storage of backups. */
export class AzureClusterStack extends LayerStack {
  readonly cluster: KubernetesCluster;

  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, layer: "cluster" });
    refusePlaceholders(this, environment);
    const { subscription, tenant, region, nodes } = settingsOf(environment, "azure");
    new AzurermProvider(this, "azurerm", {
      subscriptionId: subscription,
      tenantId: tenant,
      features: [{}],
      storageUseAzuread: true,
    });
    this.qualifyProviders("azurerm");
    const name = prefixOf(environment);
    const group = new ResourceGroup(this, "group", { name, location: region });
    this.cluster = new KubernetesCluster(this, "cluster", {
      name,
      resourceGroupName: group.name,
      location: region,
      kubernetesVersion: kubernetesVersion(environment),
      dnsPrefix: name,
      identity: { type: "SystemAssigned" },
      defaultNodePool: { name: "system", vmSize: nodes?.system?.size ?? "Standard_D4ads_v5", nodeCount: 2 },
    });
  }
}
