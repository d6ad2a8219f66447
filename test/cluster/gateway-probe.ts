import { gatewayName, proxies } from "../../constructs/gateway/definition";
import { gatewayNamespace } from "../../constructs/gateway/hosts";
import { pods } from "../../constructs/isolation/flows";
import type { Kubectl } from "../../scripts/support/kubectl";
import { probePod } from "../../scripts/support/probe-pod";

/** A pod that answers behind the gateway, where the platform's services will. */
export const PROBE = { name: "gateway-probe", namespace: "ivcap", path: "/gateway-probe" };
const labels = { "app.kubernetes.io/name": PROBE.name };
const PORT = 8080;

/**
 * HTTP by hand, so that it shows exactly what arrives: the request as it came, the length of its body, and on paths that end in `/slow` an
 * answer that begins after 25 seconds and falls silent for as long again.
 */
const SERVER = `cat >/tmp/answer <<'END'
#!/bin/sh
read -r method path version
length=0; headers=""
while read -r line; do
  line=$(echo "$line" | tr -d '\\r')
  [ -z "$line" ] && break
  headers="$headers$line
"
  case "$line" in content-length:*) length=\${line#*: };; esac
done
body=$(head -c "$length" | wc -c)
case "$path" in *slow) sleep 25;; esac
printf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\nContent-Type: text/plain\\r\\n\\r\\n%s %s\\n%sbody: %s\\n' "$method" "$path" "$headers" "$body"
case "$path" in *slow) sleep 25; echo "the end";; esac
END
chmod +x /tmp/answer
exec nc -ll -p ${PORT} -e /tmp/answer`;

/** A route to the probe; whether the gateway takes it depends on where it is. */
export const route = (name: string, namespace: string, path: string) => ({
  apiVersion: "gateway.networking.k8s.io/v1",
  kind: "HTTPRoute",
  metadata: { name, namespace },
  spec: {
    parentRefs: [{ name: gatewayName, namespace: gatewayNamespace, sectionName: "api" }],
    rules: [
      {
        matches: [{ path: { type: "PathPrefix", value: path } }],
        backendRefs: [{ name: PROBE.name, namespace: PROBE.namespace, port: 80 }],
      },
    ],
  },
});

const policy = (name: string, namespace: string, spec: object) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace },
  spec,
});

const peer = ({ namespace, labels }: typeof proxies) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: labels },
});

const { namespace, name } = PROBE;
const ports = [{ port: PORT }];
const probe = pods(namespace, name, labels);

/** Everything that is applied for the check, and removed after it. */
export const probeObjects: readonly object[] = [
  probePod({ name, namespace, labels, command: SERVER }),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector: labels, ports: [{ port: 80, targetPort: PORT }] },
  },
  policy(`${name}-out`, proxies.namespace, {
    podSelector: { matchLabels: proxies.labels },
    policyTypes: ["Egress"],
    egress: [{ ports, to: [peer(probe)] }],
  }),
  policy(`${name}-in`, namespace, {
    podSelector: { matchLabels: labels },
    policyTypes: ["Ingress"],
    ingress: [{ ports, from: [peer(proxies)] }],
  }),
  route(name, namespace, PROBE.path),
];

/** Applies the objects, lets them be used, and removes them whatever happens. */
export async function withProbe(
  kubectl: Kubectl,
  more: readonly object[],
  use: () => Promise<void>,
): Promise<void> {
  const list = { apiVersion: "v1", kind: "List", items: [...probeObjects, ...more] };
  const input = JSON.stringify(list);
  try {
    await kubectl.apply(list);
    await kubectl.must(["wait", "pod", name, "-n", namespace, "--for=condition=Ready", "--timeout=60s"]);
    await use();
  } finally {
    await kubectl.run(["delete", "-f", "-", "--wait=false", "--ignore-not-found"], { input });
  }
}
