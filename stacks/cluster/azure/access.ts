import type { Environment } from "../../../environments/schema";
import type { ClusterAccess, ZoneProvider } from "../access";
import { prefixOf, settingsOf } from "../settings";
import { tagsOf } from "../tags";
import { refuseImpossible } from "./checks";
import { BACKUP_CONTAINER, groupOfZone, namesOf } from "./names";
import { addressesOf } from "./network";
import { azureOperator } from "./operator";
import { isZoneRedundant, zonesOf } from "./pools";

/** Nodes of orders carry it as label and as taint. */
export const ORDERS = "ivcap.platform/orders";

/** @throws EnvironmentError where the environment asks for what cannot be */
export const azureAccess = (environment: Environment): ClusterAccess => {
  refuseImpossible(environment);
  const addresses = addressesOf(environment);
  return {
    context: prefixOf(environment),
    operator: azureOperator(environment),
    apiServer: { ranges: [addresses.apiServer], port: 443 },
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    ownRanges: [addresses.range, addresses.pods, addresses.services],
    storage: {
      provisioner: "disk.csi.azure.com",
      // Encrypted by the platform's key, as every disk of Azure is, and by the node's host on the way to it (`node-pool.ts`). In several
      // zones, since a disk in one would bind its pod to the nodes that happen to be there.
      parameters: {
        skuName: isZoneRedundant(environment) ? "Premium_ZRS" : "Premium_LRS",
        tags: tagList(environment),
      },
      expandable: true,
    },
    gateway: {
      serviceType: "LoadBalancer",
      ports: { http: 80, https: 443 },
      annotations: gatewayAnnotations(environment),
    },
    orderNodes: {
      labels: { [ORDERS]: "true" },
      taints: [{ key: ORDERS, value: "true", effect: "NoSchedule" }],
      // https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview
      podAnnotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" },
    },
    spreadKey: zonesOf(environment).length > 1 ? "topology.kubernetes.io/zone" : "kubernetes.io/hostname",
    nodeManifests: [],
    backups: {
      kind: "blob",
      account: namesOf(environment).backupAccount,
      container: BACKUP_CONTAINER,
    },
    zones: zoneProvider(environment),
    issuerDefault: "acme",
    protectionDefault: "on",
  };
};

/**
 * Of the Service; https://cloud-provider-azure.sigs.k8s.io/topics/loadbalancer. The health of a node is not asked for here: with
 * `externalTrafficPolicy: Local` the cloud's controller probes the node port that says whether a proxy is on it.
 */
const gatewayAnnotations = (environment: Environment) => ({
  // Minutes of silence before the load balancer forgets a connection: a stream of logs may pause. Four by default.
  "service.beta.kubernetes.io/azure-load-balancer-tcp-idle-timeout": "30",
  "service.beta.kubernetes.io/azure-pip-tags": tagList(environment),
});

/** Tags of what the cluster makes itself, as its drivers take them. The owner is left out: it may change, and a storage class may not. */
function tagList(environment: Environment): string {
  const { owner: _, ...tags } = tagsOf(environment, "platform");
  return Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

/** https://kubernetes-sigs.github.io/external-dns/latest/docs/tutorials/azure */
function zoneProvider(environment: Environment): ZoneProvider {
  const { subscription, tenant } = settingsOf(environment, "azure");
  const file = "/etc/kubernetes/azure/azure.json";
  return {
    name: "azure",
    args: [`--azure-config-file=${file}`],
    files: {
      [file]: JSON.stringify({
        tenantId: tenant,
        subscriptionId: subscription,
        resourceGroup: groupOfZone(environment),
        useWorkloadIdentityExtension: true,
      }),
    },
    env: {},
  };
}
