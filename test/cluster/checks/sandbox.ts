import { orderNamespace } from "../../../constructs/orders/definition";
import { inPod, probePod, tryPort } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";
import { expect } from "../report";
import { podAddress } from "./addresses";

interface Target {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** Addresses outside of the cluster: what answers an unrestricted pod is what orders are kept from. */
const OUTSIDE: readonly Target[] = [
  { name: "the outside", address: "1.1.1.1", port: 443 },
  { name: "the outside", address: "198.18.99.2", port: 80 }, // a test cluster's own outside (RFC 2544 range)
];
/** What nodes listen on: ssh, etcd, a registry, kubelet, kube-proxy, controllers' own endpoints. */
const NODE_PORTS = [22, 2379, 2380, 2381, 5000, 10248, 10249, 10250, 10255, 10256, 10257, 10259];
const METADATA: Target = { name: "the metadata address", address: "169.254.169.254", port: 80 };

/** An order's pod reaches the API server's port, and nothing else: each refusal beside a pod that does get through. */
export async function checkSandbox(context: Context): Promise<void> {
  const { report, kubectl, cluster } = context;
  const node = cluster.apiServer.ranges[0]?.split("/")[0] ?? "";
  const namespace = `ivcap-control-${Date.now().toString(36)}`;
  await kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  try {
    await kubectl.apply(probePod({ name: "open", namespace, command: "httpd -f -p 8080 -h /tmp" }));
    await kubectl.must(["wait", "-n", namespace, "pod/open", "--for=condition=Ready", "--timeout=60s"]);
    const open: readonly Target[] = [
      {
        name: "a pod of a namespace without policies",
        address: await podAddress(kubectl, namespace),
        port: 8080,
      },
      {
        name: "DNS",
        address: await podAddress(kubectl, "kube-system", "k8s-app=kube-dns"),
        port: 53,
      },
      METADATA,
      ...OUTSIDE,
      ...NODE_PORTS.map((port) => ({ name: "the node", address: node, port })),
    ];
    const answering = await fromUnrestrictedPod(context, namespace, open);
    const kept = open.filter((target) => answering.has(key(target)));
    const silent = open.filter((target) => !kept.includes(target)).map(key);
    report.note(`not shown, since these answer no unrestricted pod here either: ${silent.join(", ")}`);
    await report.check(
      "there is something to be kept from: a pod, DNS, metadata, the outside, the node",
      async () => {
        expect(
          new Set(kept.map(({ name }) => name)).size >= 5,
          `only these answer an unrestricted pod: ${kept.map(({ name }) => name).join(", ")}`,
        );
      },
    );
    await checkOrderPod(context, kept, { name: "api server", address: node, port: cluster.apiServer.port });
  } finally {
    await kubectl.run(["delete", "namespace", namespace, "--timeout=60s"]);
  }
}

async function checkOrderPod(context: Context, kept: readonly Target[], api: Target): Promise<void> {
  const { report, kubectl } = context;
  // Shut at their own end too: that they can be reached is shown by the flows that do.
  const behindPolicies: readonly Target[] = [
    { name: "MinIO", address: await podAddress(kubectl, "minio", "app=minio"), port: 9000 },
    {
      name: "Postgres",
      address: await podAddress(kubectl, "postgres", "cnpg.io/podRole=instance"),
      port: 5432,
    },
    {
      name: "the pooler",
      address: await podAddress(kubectl, "postgres", "cnpg.io/podRole=pooler"),
      port: 5432,
    },
  ];
  await report.check("an order's pod is shut a few seconds after its start", async () => {
    const script = `for i in 0 1 2 3 4 5 6 7 8 9; do nc -w 1 ${METADATA.address} ${METADATA.port} -e /bin/true 2>/dev/null || { echo "shut after $i"; exit; }; sleep 1; done; echo open`;
    const printed = await inPod(kubectl, orderPod(script));
    expect(printed.includes("shut after"), "it still reaches the metadata address after ten seconds");
    report.note(`the policy engine here leaves a new pod open for ${/\d+/.exec(printed)?.[0]} s`);
  });
  await report.check("an order's pod reaches the api server's port, and resolves no name", async () => {
    const look = `timeout 5 nslookup kubernetes.default.svc.cluster.local >/dev/null 2>&1 && echo "names open" || echo "names shut"`;
    const printed = await inPod(
      kubectl,
      orderPod(`${SETTLE}; ${tryPort("api", api.address, api.port, 5)} ${look}; wait`),
    );
    expect(printed.includes("api open"), "the api server is shut: the executor could not report");
    expect(printed.includes("names shut"), "a name was resolved");
  });
  const targets = [...kept, ...behindPolicies];
  const tries = targets.map((target) => tryPort(key(target), target.address, target.port, 2)).join(" ");
  const printed = await inPod(kubectl, orderPod(`${SETTLE}; ${tries} wait`));
  for (const target of targets) {
    await report.check(`an order's pod does not reach ${target.name} (${key(target)})`, async () => {
      expect(printed.includes(`${key(target)} shut`), "it got through");
    });
  }
}

/** The time that the engine may take to know a new pod; measured above. */
const SETTLE = "sleep 5";
const key = ({ address, port }: Target) => `${address}:${port}`;

const orderPod = (command: string) => ({
  name: `order-${Date.now().toString(36)}`,
  namespace: orderNamespace,
  command,
});

async function fromUnrestrictedPod(
  { kubectl }: Context,
  namespace: string,
  targets: readonly Target[],
): Promise<Set<string>> {
  const tries = targets.map((target) => tryPort(key(target), target.address, target.port, 2)).join("\n");
  const printed = await inPod(kubectl, { name: "control", namespace, command: `${tries}\nwait` });
  return new Set(targets.map(key).filter((each) => printed.includes(`${each} open`)));
}
