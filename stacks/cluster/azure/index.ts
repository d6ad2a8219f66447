import { type App, Fn } from "cdktf";
import type { Environment } from "../../../environments/schema";
import type { ClusterValues } from "../access";
import { settingsOf } from "../settings";
import { isPrivate } from "./kubernetes";
import { groupOfZone } from "./names";
import { AzureClusterStack } from "./stack";

/** The application that every AKS API server accepts tokens for. https://azure.github.io/kubelogin/concepts/aks.html */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

/** AKS with Cilium. */
export function buildAzure(app: App, environment: Environment): ClusterValues {
  const { cluster, workloads } = new AzureClusterStack(app, environment);
  const name = isPrivate(environment) ? cluster.privateFqdn : cluster.fqdn;
  return {
    connect: () => ({
      host: `https://${name}:443`,
      // Public, but told together with credentials, of which a cluster without local accounts has none.
      clusterCaCertificate: Fn.base64decode(cluster.kubeConfig.get(0).clusterCaCertificate),
      exec: {
        apiVersion: "client.authentication.k8s.io/v1",
        command: "kubelogin",
        args: ["get-token", "--login", "azurecli", "--server-id", AKS_SERVER],
      },
    }),
    identityOf: (workload) => workloads.of(workload),
    dns01Solver: () => dns01Solver(environment),
  };
}

/**
 * Without an identity in it: cert-manager is the one that its service account says.
 * https://cert-manager.io/docs/configuration/acme/dns01/azuredns/
 */
const dns01Solver = (environment: Environment) => ({
  azureDNS: {
    environment: "AzurePublicCloud",
    subscriptionID: settingsOf(environment, "azure").subscription,
    resourceGroupName: groupOfZone(environment),
    hostedZoneName: environment.dns?.zone,
  },
});
