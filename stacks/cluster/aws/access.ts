import type { Environment } from "../../../environments/schema";
import type { ClusterAccess } from "../access";
import { prefixOf } from "../settings";
import { addressesOf } from "./network";

/** Nodes of orders carry it as label and as taint. */
const ORDERS = "ivcap.platform/orders";

export const awsAccess = (environment: Environment): ClusterAccess => {
  const addresses = addressesOf(environment);
  return {
    context: prefixOf(environment),
    apiServer: { ranges: [...addresses.controlPlane, addresses.apiServerService], port: 443 },
    dns: { ranges: [addresses.resolver] }, // Auto Mode: on each node, behind the Service's address
    ownRanges: [addresses.range, addresses.services],
    storage: {
      provisioner: "ebs.csi.eks.amazonaws.com",
      parameters: { type: "gp3", encrypted: "true", fsType: "ext4" },
      expandable: true,
    },
    gateway: {
      serviceType: "LoadBalancer",
      loadBalancerClass: "eks.amazonaws.com/nlb",
      ports: { http: 80, https: 443 },
      annotations: {
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
      },
    },
    orderNodes: {
      labels: { [ORDERS]: "true" },
      taints: [{ key: ORDERS, value: "true", effect: "NoSchedule" }],
    },
    spreadKey: "topology.kubernetes.io/zone",
    // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
    identityService: { ranges: ["169.254.170.23/32"], port: 80 },
    nodeManifests: [],
    issuerDefault: "acme",
    protectionDefault: "on",
  };
};
