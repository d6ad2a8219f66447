import { Testing } from "cdktf";
import {
  apiServer,
  type Flow,
  flow,
  flowTitle,
  pods,
  toApiServer,
  toDns,
  toIdentityService,
  toInternet,
} from "../../constructs/isolation/flows";
import { FlowPolicy } from "../../constructs/isolation/network-policy";
import type { ClusterAccess } from "../../stacks/cluster/access";

const cluster: ClusterAccess = {
  context: "test",
  apiServer: { ranges: ["10.1.0.0/28", "172.20.0.1/32"], port: 443 },
  dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
  ownRanges: ["11.0.0.0/16"],
  storage: { provisioner: "example.org/disk", parameters: {}, expandable: true },
  gateway: { serviceType: "LoadBalancer", ports: { http: 80, https: 443 }, annotations: {} },
  orderNodes: { labels: {}, taints: [], podAnnotations: {} },
  spreadKey: "topology.kubernetes.io/zone",
  identityService: { ranges: ["169.254.170.23/32"], port: 80 },
  nodeManifests: [],
  issuerDefault: "acme",
  protectionDefault: "off",
};
const web = pods("front", "web", { app: "web" });
const store = pods("back", "store", { app: "store" });

interface Policy {
  metadata: { name: string; namespace: string; annotations: Record<string, string> };
  spec: Record<string, unknown>;
}

/** The policies of one flow, by the end at which they stand. */
function policiesOf(declared: Flow): Partial<Record<"in" | "out", Policy>> {
  const synthesised = Testing.synthScope((scope) => {
    new FlowPolicy(scope, "flow", { flow: declared, cluster, dependsOn: [] });
  });
  const { resource } = JSON.parse(synthesised) as {
    resource: { kubernetes_network_policy_v1: Record<string, Policy> };
  };
  return Object.fromEntries(
    Object.values(resource.kubernetes_network_policy_v1).map((policy) => [
      policy.metadata.name.split("-").pop(),
      policy,
    ]),
  );
}

test("a flow between pods is opened where it starts and where it ends, and nowhere else", () => {
  const { out, in: ingress } = policiesOf(flow(web, store, 8080, "reads"));
  expect(out?.metadata).toMatchObject({ name: "web-to-store-reads-out", namespace: "front" });
  expect(out?.spec).toEqual({
    pod_selector: { match_labels: { app: "web" } },
    policy_types: ["Egress"],
    egress: [
      {
        ports: [{ port: "8080", protocol: "TCP" }],
        to: [
          {
            namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "back" } },
            pod_selector: { match_labels: { app: "store" } },
          },
        ],
      },
    ],
  });
  expect(ingress?.metadata).toMatchObject({ name: "web-to-store-reads-in", namespace: "back" });
  expect(ingress?.spec).toMatchObject({
    pod_selector: { match_labels: { app: "store" } },
    policy_types: ["Ingress"],
  });
});

test("a flow carries its name in words", () => {
  expect(flowTitle(flow(web, store, 8080, "reads"))).toBe("web → store: reads");
});

test("the api server is named by all its ranges and its port, on the starting end only", () => {
  const { out, in: ingress } = policiesOf(toApiServer(web, "watches"));
  expect(ingress).toBeUndefined();
  expect(out?.spec.egress).toEqual([
    {
      ports: [{ port: "443", protocol: "TCP" }],
      to: [{ ip_block: { cidr: "10.1.0.0/28" } }, { ip_block: { cidr: "172.20.0.1/32" } }],
    },
  ]);
});

test("the reverse flow lets the api server's ranges reach a webhook, on the webhook's port", () => {
  const { out, in: ingress } = policiesOf(flow(apiServer, store, 9443, "webhooks"));
  expect(out).toBeUndefined();
  expect(ingress?.spec.ingress).toEqual([
    {
      ports: [{ port: "9443", protocol: "TCP" }],
      from: [{ ip_block: { cidr: "10.1.0.0/28" } }, { ip_block: { cidr: "172.20.0.1/32" } }],
    },
  ]);
});

test("the internet is port 443 without private, link-local, loopback and the cluster's own ranges", () => {
  const { out } = policiesOf(toInternet(web, "certificates"));
  expect(out?.spec.egress).toEqual([
    {
      ports: [{ port: "443", protocol: "TCP" }],
      to: [
        {
          ip_block: {
            cidr: "0.0.0.0/0",
            except: expect.arrayContaining([
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "11.0.0.0/16",
            ]),
          },
        },
      ],
    },
  ]);
});

test("a look-up goes to the resolver's pods, by UDP and TCP", () => {
  const { out } = policiesOf(toDns(web));
  expect(out?.spec.egress).toMatchObject([
    {
      ports: [
        { port: "53", protocol: "UDP" },
        { port: "53", protocol: "TCP" },
      ],
      to: [{ pod_selector: { match_labels: { "k8s-app": "kube-dns" } } }],
    },
  ]);
});

test("credentials of the cloud are asked for at one address and its port, which the internet leaves out", () => {
  const { out, in: ingress } = policiesOf(toIdentityService(web));
  expect(ingress).toBeUndefined();
  expect(out?.spec.egress).toEqual([
    { ports: [{ port: "80", protocol: "TCP" }], to: [{ ip_block: { cidr: "169.254.170.23/32" } }] },
  ]);
});
