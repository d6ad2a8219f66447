import type { Environment } from "../../environments/schema";
import { imageOf } from "../images";
import { job } from "../job";
import { restrictedContainer } from "../security";
import { gatewayName, readyPods } from "./definition";
import { hostsOf, gatewayNamespace as namespace } from "./hosts";
import { certificateName } from "./listeners";
import { sizes } from "./sizes";

const ACCOUNT = "gateway-check";
const USER = 65532;
const api = "rbac.authorization.k8s.io";
const read = (apiGroup: string, kind: string, resourceNames: string[]) => ({
  apiGroups: [apiGroup],
  resources: [kind],
  resourceNames,
  verbs: ["get", "list", "watch"],
});

/** Waits for what Helm does not wait for: issued certificates, running proxies that have taken their configuration. */
export function readiness(environment: Environment): object[] {
  const hosts = hostsOf(environment);
  const certificates = hosts.map(certificateName);
  const gateway = `gateways.gateway.networking.k8s.io/${gatewayName}`;
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: ACCOUNT, namespace },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: `${api}/v1`,
      kind: "Role",
      metadata: { name: ACCOUNT, namespace },
      rules: [
        read("gateway.networking.k8s.io", "gateways", [gatewayName]),
        read("cert-manager.io", "certificates", certificates),
      ],
    },
    {
      apiVersion: `${api}/v1`,
      kind: "RoleBinding",
      metadata: { name: ACCOUNT, namespace },
      roleRef: { apiGroup: api, kind: "Role", name: ACCOUNT },
      subjects: [{ kind: "ServiceAccount", name: ACCOUNT, namespace }],
    },
    job({
      name: "gateway-check",
      namespace,
      labels: readyPods.labels,
      annotations: {},
      user: USER,
      account: ACCOUNT,
      containers: [
        wait(
          environment,
          "certificates",
          "condition=Ready",
          ...certificates.map((name) => `certificates.cert-manager.io/${name}`),
        ),
        wait(environment, "proxies", "condition=Programmed", gateway),
        ...hosts.map(({ name }) =>
          wait(
            environment,
            `listener-${name}`,
            `jsonpath={.status.listeners[?(@.name=="${name}")].conditions[?(@.type=="Programmed")].status}=True`,
            gateway,
          ),
        ),
      ],
    }),
  ];
}

const wait = (environment: Environment, name: string, what: string, ...objects: string[]) => ({
  name,
  image: imageOf(environment, "gateway", "kubectl").reference,
  command: ["/bin/kubectl", "wait", `--for=${what}`, "--timeout=120s", ...objects],
  resources: sizes.wait,
  securityContext: restrictedContainer,
});
