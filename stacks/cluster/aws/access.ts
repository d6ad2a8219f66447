import type { Environment } from "../../../environments/schema";
import type { ClusterAccess } from "../access";
import { prefixOf } from "../settings";
import { tagsOf } from "../tags";
import { namesOf } from "./names";
import { addressesOf } from "./network";
import { nodeManifests, ORDERS, orderTaint } from "./node-pools";
import { awsOperator } from "./operator";

export const awsAccess = (environment: Environment): ClusterAccess => {
  const addresses = addressesOf(environment);
  const names = namesOf(environment);
  const tags = Object.entries(tagsOf(environment, "platform")).map(([key, value]) => `${key}=${value}`);
  return {
    context: prefixOf(environment),
    operator: awsOperator(environment),
    apiServer: { ranges: [...addresses.controlPlane, addresses.apiServerService], port: 443 },
    dns: { ranges: [addresses.resolver] }, // Auto Mode: on each node, behind the Service's address
    ownRanges: [addresses.range, addresses.services],
    storage: {
      provisioner: "ebs.csi.eks.amazonaws.com",
      // https://docs.aws.amazon.com/eks/latest/userguide/create-storage-class.html
      parameters: {
        type: "gp3",
        encrypted: "true",
        kmsKeyId: names.keyAliasArn,
        "csi.storage.k8s.io/fstype": "ext4",
        ...Object.fromEntries(tags.map((tag, index) => [`tagSpecification_${index + 1}`, tag])),
      },
      expandable: true,
    },
    gateway: {
      serviceType: "LoadBalancer",
      loadBalancerClass: "eks.amazonaws.com/nlb",
      ports: { http: 80, https: 443 },
      annotations: {
        "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
        "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip",
        // Else the proxies see the load balancer's own address: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
        "service.beta.kubernetes.io/aws-load-balancer-target-group-attributes":
          "preserve_client_ip.enabled=true",
        "service.beta.kubernetes.io/aws-load-balancer-additional-resource-tags": tags.join(","),
      },
    },
    orderNodes: {
      labels: { [ORDERS]: "true" },
      taints: [orderTaint],
      // https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
      podAnnotations: { "karpenter.sh/do-not-disrupt": "true" },
    },
    spreadKey: "topology.kubernetes.io/zone",
    // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
    identityService: { ranges: ["169.254.170.23/32"], port: 80 },
    nodeManifests: nodeManifests(environment),
    backups: { kind: "s3", bucket: names.bucket("backups"), region: names.region },
    objectStore: {
      kind: "s3",
      region: names.region,
      endpoint: names.s3,
      buckets: { objects: names.bucket("objects"), logs: names.bucket("logs") },
    },
    zones: { name: "aws", args: ["--aws-zone-type=public"], files: {}, env: { AWS_REGION: names.region } },
    issuerDefault: "acme",
    protectionDefault: "on",
  };
};
