import { App, TerraformStack } from "cdktf";
import { type Flow, flowId, flowTitle, type Peer } from "../../constructs/isolation/flows";
import { FlowPolicy, portOf } from "../../constructs/isolation/network-policy";
import { accessOf } from "../../stacks/cluster";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { flowsOf, namespacesOf } from "../../stacks/platform/definitions";
import type { GeneratedFile } from "./generated-file";
import { code, list, page, table } from "./markdown";
import { shippedEnvironment } from "./shipped";

/** docs/reference/flows.md: everything that may talk to anything. */
export const flowsDoc: GeneratedFile = { file: "docs/reference/flows.md", content };

function content(): string {
  const environment = shippedEnvironment();
  const cluster = accessOf(environment);
  const scope = new TerraformStack(new App(), "flows");
  const rows = flowsOf(environment).map((flow) => [
    flowTitle(flow),
    peer(flow.from, cluster),
    peer(flow.to, cluster),
    `${portOf(flow, cluster)} ${flow.protocols.join(", ")}`,
    flow.purpose,
    policies(scope, flow, cluster),
  ]);
  const shut = namespacesOf(environment).map(({ name }) => code(name));
  return page(
    "Flows",
    `What \`environments/minikube.yaml\` opens. The namespaces ${list(shut)} refuse all other traffic of their pods, in both directions, by a policy named \`default-deny\`.`,
    "A flow between two pods needs a policy at each end: `…-out` lets it leave, `…-in` lets it arrive. Ports are those of the pods, behind the Service. Each policy carries the flow's words in its annotation `ivcap.platform/flow`. [CONTRIBUTING.md](../../CONTRIBUTING.md) says how a flow is added.",
    table(["Flow", "From", "To", "Port", "Why", "Policies"], rows),
  );
}

function peer(peer: Peer, { apiServer, dns, identityService, ownRanges }: ClusterAccess): string {
  switch (peer.kind) {
    case "pods":
      return selected(peer.namespace, peer.labels);
    case "site":
      return peer.namespace === undefined
        ? peer.addresses.map(code).join(", ")
        : selected(peer.namespace, {});
    case "api-server":
      return `Kubernetes API: ${apiServer.ranges.map(code).join(", ")}`;
    case "identity-service":
      return (identityService?.ranges ?? []).map(code).join(", ");
    case "dns":
      return "ranges" in dns ? dns.ranges.map(code).join(", ") : selected(dns.namespace, dns.labels);
    case "clients":
      return "any address";
    case "internet":
      return `any address that is not private${ownRanges.length > 0 ? ` and not in ${ownRanges.map(code).join(", ")}` : ""}`;
  }
}

function selected(namespace: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => code(`${key}=${value}`));
  return `${code(namespace)}: ${pairs.join(", ") || "every pod"}`;
}

/** The policies as the platform makes them, read back from the construct. */
function policies(scope: TerraformStack, flow: Flow, cluster: ClusterAccess): string {
  return new FlowPolicy(scope, flowId(flow), { flow, cluster, dependsOn: [] }).policies
    .map(
      ({ metadataInput }) => `${code(metadataInput?.name ?? "")} in ${code(metadataInput?.namespace ?? "")}`,
    )
    .join(", ");
}
