import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";
import { tagsOf } from "../tags";
import { namesOf } from "./names";
import { INSIDE } from "./network";

/** Nodes of orders carry it as label and as taint. */
export const ORDERS = "ivcap.platform/orders";
export const orderTaint = { key: ORDERS, value: "true", effect: "NoSchedule" } as const;

const NODE_CLASS = "ivcap";
/** Of a node, in GiB: images and temporary files. */
export const NODE_DISK = 80;
/** Of a node: nodes are replaced every two weeks, by newer images of AWS. It takes 21 days at most, pods' last hours included. */
const EXPIRE_AFTER = "336h";

/** What Auto Mode makes nodes by, as objects of the cluster. Everything in them is known at synth. */
export const nodeManifests = (environment: Environment): readonly object[] => [
  policyController,
  nodeClass(environment),
  ...nodePools(environment),
];

/** Without it EKS passes over every NetworkPolicy. https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html */
const policyController = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
  data: { "enable-network-policy-controller": "true" },
};

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html */
function nodeClass(environment: Environment): object {
  const names = namesOf(environment);
  const { platform, environment: name, ...rest } = tagsOf(environment, "cluster");
  return {
    apiVersion: "eks.amazonaws.com/v1",
    kind: "NodeClass",
    metadata: { name: NODE_CLASS },
    spec: {
      role: names.nodeRole,
      subnetSelectorTerms: [{ tags: { platform, environment: name, ...INSIDE } }],
      // The cluster's own group: EKS may change no other, and has to, for load balancers. The tag is one that only AWS can set.
      securityGroupSelectorTerms: [{ tags: { "aws:eks:cluster-name": names.cluster } }],
      // A new pod talks to nobody until its policies are there, instead of to everybody.
      networkPolicy: "DefaultDeny",
      networkPolicyEventLogs: "Enabled",
      ephemeralStorage: { size: `${NODE_DISK}Gi`, kmsKeyID: names.keyAliasArn },
      tags: { platform, environment: name, ...rest },
    },
  };
}

interface NodePool {
  readonly name: string;
  readonly limits: { readonly cpu: string; readonly memory: string };
  readonly sizes: readonly number[];
  readonly template?: { readonly labels: object; readonly taints: readonly object[] };
  readonly disruption: object;
  /** How long pods may still run on a node that is to go. */
  readonly grace: string;
}

/** How far each pool grows: processors, and memory as a quantity. */
export function limitsOf(environment: Environment) {
  const { system, orders } = settingsOf(environment, "aws").nodes ?? {};
  return {
    system: { cpu: 32, memory: "128Gi", ...system },
    orders: { cpu: 64, memory: "256Gi", ...orders },
  };
}

const asText = ({ cpu, memory }: { cpu: number; memory: string }) => ({ cpu: String(cpu), memory });

function nodePools(environment: Environment): object[] {
  const { system, orders } = limitsOf(environment);
  return [
    nodePool({
      name: "system",
      limits: asText(system),
      sizes: [4, 8, 16],
      // One node at a time: two members of a database are never on their way at once.
      disruption: {
        consolidationPolicy: "WhenEmptyOrUnderutilized",
        consolidateAfter: "5m",
        budgets: [{ nodes: "1" }],
      },
      grace: "1h",
    }),
    nodePool({
      name: "orders",
      limits: asText(orders),
      sizes: [4, 8, 16, 32],
      template: { labels: { [ORDERS]: "true" }, taints: [orderTaint] },
      // An order that runs is not moved: it would begin again. Only empty nodes go, all at once.
      disruption: {
        consolidationPolicy: "WhenEmpty",
        consolidateAfter: "2m",
        budgets: [{ nodes: "0", reasons: ["Drifted", "Underutilized"] }, { nodes: "100%" }],
      },
      grace: "48h",
    }),
  ];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html, https://karpenter.sh/docs/concepts/nodepools/ */
const nodePool = ({ name, limits, sizes, template, disruption, grace }: NodePool): object => ({
  apiVersion: "karpenter.sh/v1",
  kind: "NodePool",
  metadata: { name },
  spec: {
    template: {
      ...(template ? { metadata: { labels: template.labels } } : {}),
      spec: {
        nodeClassRef: { group: "eks.amazonaws.com", kind: "NodeClass", name: NODE_CLASS },
        ...(template ? { taints: template.taints } : {}),
        requirements: [
          requirement("kubernetes.io/arch", "amd64"), // not every image of ours, and of a provider's, is built for arm64
          // Spot nodes go with two minutes' notice, and an order that is cut off begins again: dearer than the discount.
          requirement("karpenter.sh/capacity-type", "on-demand"),
          requirement("eks.amazonaws.com/instance-category", "c", "m", "r"),
          requirement("eks.amazonaws.com/instance-cpu", ...sizes.map(String)),
          requirement("eks.amazonaws.com/instance-encryption-in-transit-supported", "true"),
        ],
        expireAfter: EXPIRE_AFTER,
        terminationGracePeriod: grace,
      },
    },
    limits,
    disruption,
  },
});

const requirement = (key: string, ...values: string[]) => ({ key, operator: "In", values });
