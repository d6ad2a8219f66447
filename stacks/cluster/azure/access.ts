import type { Environment } from "../../../environments/schema";
import type { ClusterAccess } from "../access";
import { prefixOf } from "../settings";
import { addressesOf } from "./network";
import { azureOperator } from "./operator";

/** Nodes of orders carry it as label and as taint. */
const ORDERS = "ivcap.platform/orders";

export const azureAccess = (environment: Environment): ClusterAccess => {
  const addresses = addressesOf(environment);
  return {
    context: prefixOf(environment),
    operator: azureOperator(environment),
    apiServer: { ranges: [addresses.apiServer], port: 443 },
    dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
    ownRanges: [addresses.range, addresses.pods, addresses.services],
    storage: {
      provisioner: "disk.csi.azure.com",
      parameters: { skuName: "Premium_LRS" }, // encrypted by the platform's keys, as every disk of Azure is
      expandable: true,
    },
    gateway: {
      serviceType: "LoadBalancer",
      ports: { http: 80, https: 443 },
      annotations: {},
    },
    orderNodes: {
      labels: { [ORDERS]: "true" },
      taints: [{ key: ORDERS, value: "true", effect: "NoSchedule" }],
    },
    spreadKey: "topology.kubernetes.io/zone",
    nodeManifests: [],
    issuerDefault: "acme",
    protectionDefault: "on",
  };
};
