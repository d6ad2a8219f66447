import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { Construct } from "constructs";
import { markHoldsData, protect } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { LayerStack } from "../../layer-stack";
import { refusePlaceholders } from "../../placeholders";
import { cloudWorkloadsOf } from "../../platform/definitions";
import { settingsOf } from "../settings";
import { tagsOf } from "../tags";
import { azureAccess } from "./access";
import { Admins } from "./admins";
import { BackupStore } from "./backup-store";
import { ControlPlaneLogs } from "./control-plane-logs";
import { Zone } from "./dns-zone";
import { Egress } from "./egress";
import { Identities } from "./identities";
import { Kubernetes } from "./kubernetes";
import { Locks } from "./locks";
import { namesOf } from "./names";
import { outputs } from "./outputs";
import { Registry } from "./registry";
import { Subnets } from "./subnets";
import { tagEverything } from "./tag-everything";
import { WorkloadIdentities } from "./workload-identities";

/** `<environment>-cluster` on Azure: network, AKS, identities, registry, storage of backups. */
export class AzureClusterStack extends LayerStack {
  readonly cluster: Kubernetes["cluster"];
  readonly workloads: WorkloadIdentities;

  constructor(scope: Construct, environment: Environment) {
    super(scope, { environment, layer: "cluster" });
    const { region } = settingsOf(environment, "azure");
    this.provider(environment);
    const group = new ResourceGroup(this, "group", {
      name: namesOf(environment).prefix,
      location: region,
      dependsOn: [refusePlaceholders(this, environment)],
    });
    const part = { environment, group };
    const subnets = new Subnets(this, "network", part);
    const egress = new Egress(this, "out", { ...part, nodes: subnets.nodes });
    const identities = new Identities(this, "identities", { ...part, subnets });
    const registry = new Registry(this, "images", {
      ...part,
      nodes: identities.nodes,
      nodesAddress: egress.address,
    });
    const kubernetes = new Kubernetes(this, "kubernetes", {
      ...part,
      subnets,
      identities,
      dependsOn: [egress.ready, ...subnets.guarded],
    });
    this.cluster = kubernetes.cluster;
    const { workspace } = new ControlPlaneLogs(this, "logs", { ...part, cluster: this.cluster });
    new Admins(this, "admins", { environment, cluster: this.cluster });
    const backups = new BackupStore(this, "backups", { ...part, nodes: subnets.nodes, workspace });
    const zone = environment.dns && new Zone(this, "dns", { ...part, name: environment.dns.zone });
    this.workloads = new WorkloadIdentities(this, "workloads", {
      ...part,
      cluster: this.cluster,
      workloads: cloudWorkloadsOf(environment),
      rights: {
        backups: [{ role: "Storage Blob Data Contributor", scope: backups.container.id }],
        ...(zone ? { dns: zone.rights } : {}),
      },
    });

    outputs(this, environment, { cluster: this.cluster, group, registry, zone });
    tagEverything(this, tagsOf(environment, "cluster"));
    markHoldsData(
      group,
      this.cluster,
      backups.account,
      backups.container,
      registry.registry,
      ...(zone?.made ?? []),
    );
    if ((environment.protection ?? azureAccess(environment).protectionDefault) === "on") {
      new Locks(this, "locks", { backups: backups.account, images: registry.registry });
      protect(this);
    }
  }

  private provider(environment: Environment): void {
    const { subscription, tenant } = settingsOf(environment, "azure");
    new AzurermProvider(this, "azurerm", {
      subscriptionId: subscription,
      tenantId: tenant,
      features: [
        {
          // A group that still holds what Terraform does not know is told, not deleted with it.
          resourceGroup: [{ preventDeletionIfContainsResources: true }],
          // Nothing is asked of the accounts themselves, which only nodes reach.
          storage: [{ dataPlaneAvailable: false }],
        },
      ],
      storageUseAzuread: true, // never by an account's key
      resourceProviderRegistrations: "core",
      resourceProvidersToRegister: [
        "Microsoft.ContainerRegistry",
        "Microsoft.ContainerService",
        "Microsoft.Insights",
        "Microsoft.OperationalInsights",
        "Microsoft.PolicyInsights",
      ],
    });
    this.qualifyProviders("azurerm");
  }
}
