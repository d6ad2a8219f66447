import {
  NetworkPolicyV1,
  type NetworkPolicyV1SpecEgressTo,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { commonLabels } from "../metadata";
import { type Flow, flowId, flowTitle, type Peer } from "./flows";

export interface FlowPolicyProps {
  readonly flow: Flow;
  readonly cluster: ClusterAccess;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * RFC 1918, RFC 6598 (carrier-grade NAT, used by clouds), RFC 3927 (link-local: cloud metadata), RFC 6890: what is never
 * "the internet".
 */
const NOT_THE_INTERNET = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
];

/** The policies that open one flow: egress where it starts and ingress where it ends, as far as these are pods of ours. */
export class FlowPolicy extends Construct {
  readonly policies: NetworkPolicyV1[] = [];

  constructor(scope: Construct, id: string, { flow, cluster, dependsOn }: FlowPolicyProps) {
    super(scope, id);
    const port = portOf(flow, cluster);
    const ports = flow.protocols.map((protocol) => ({ port: String(port), protocol }));
    if (flow.from.kind === "pods") {
      this.policies.push(
        new NetworkPolicyV1(this, "out", {
          metadata: metadata(flow, flow.from.namespace, "out"),
          spec: {
            podSelector: { matchLabels: { ...flow.from.labels } },
            policyTypes: ["Egress"],
            egress: [{ ports, to: selectors(flow.to, cluster) }],
          },
          dependsOn: [...dependsOn],
        }),
      );
    }
    if (flow.to.kind === "pods") {
      this.policies.push(
        new NetworkPolicyV1(this, "in", {
          metadata: metadata(flow, flow.to.namespace, "in"),
          spec: {
            podSelector: { matchLabels: { ...flow.to.labels } },
            policyTypes: ["Ingress"],
            ingress: [{ ports, ...from(flow.from, cluster) }],
          },
          dependsOn: [...dependsOn],
        }),
      );
    }
  }
}

/** Ports that belong to the cluster are known there only. */
export function portOf({ to, port }: Flow, { apiServer, identityService }: ClusterAccess): number {
  if (to.kind === "api-server") return apiServer.port;
  return to.kind === "identity-service" ? (identityService?.port ?? port) : port;
}

const metadata = (flow: Flow, namespace: string, end: "in" | "out") => ({
  name: `${flowId(flow)}-${end}`,
  namespace,
  labels: { ...commonLabels },
  annotations: {
    "ivcap.platform/flow": flowTitle(flow),
    // The other end is not ours to shut: whoever looks for wide policies sees that it is meant.
    ...([flow.from, flow.to].some(({ kind }) => kind === "site") ? { "ivcap.platform/site": "true" } : {}),
  },
});

/**
 * Clients are named by no selector: behind a load balancer or a node's port they have any address, the node's own included, which some
 * engines do not count to `0.0.0.0/0`.
 */
const from = (peer: Peer, cluster: ClusterAccess) =>
  peer.kind === "clients" ? {} : { from: selectors(peer, cluster) };

/** A peer as a policy sees it from the other end. */
function selectors(peer: Peer, cluster: ClusterAccess): NetworkPolicyV1SpecEgressTo[] {
  switch (peer.kind) {
    case "pods":
      return [inNamespace(peer.namespace, peer.labels)];
    case "dns":
      return "ranges" in cluster.dns
        ? cluster.dns.ranges.map((cidr) => ({ ipBlock: { cidr } }))
        : [inNamespace(cluster.dns.namespace, cluster.dns.labels)];
    case "site":
      return peer.namespace === undefined
        ? peer.addresses.map((cidr) => ({ ipBlock: { cidr } }))
        : [inNamespace(peer.namespace, {})];
    case "api-server":
      return cluster.apiServer.ranges.map((cidr) => ({ ipBlock: { cidr } }));
    case "identity-service":
      return (cluster.identityService?.ranges ?? []).map((cidr) => ({ ipBlock: { cidr } }));
    case "clients":
      throw new Error("clients open connections; nothing is opened to them");
    case "internet":
      return [{ ipBlock: { cidr: "0.0.0.0/0", except: [...NOT_THE_INTERNET, ...cluster.ownRanges] } }];
  }
}

/** The label is set by Kubernetes itself, so that no namespace can pretend to be another. */
const inNamespace = (
  namespace: string,
  labels: Readonly<Record<string, string>>,
): NetworkPolicyV1SpecEgressTo => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { ...labels } },
});
