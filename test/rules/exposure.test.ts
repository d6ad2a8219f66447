import { accessOf } from "../../stacks/cluster";
import { environmentOf } from "../support/environments";
import type { Deployment } from "../support/stacks";
import { releases, revise, reviseManifest } from "./support/releases";
import { at, everything, type Leaf, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** How the environment's target lets clients in: the one Service that is opened on purpose, made by the controller from these settings. */
const isGateway = (deployment: Deployment, address: string, { path, value }: Leaf) =>
  address === "helm_release.gateway_listeners_objects_release" &&
  path.endsWith(".spec.provider.kubernetes.envoyService.type") &&
  value === accessOf(environmentOf(deployment)).gateway.serviceType;

const notExposed: Rule = (deployment) =>
  [
    ...resources(deployment).map(({ address, body }) => ({ address, content: body })),
    ...releases(deployment).map(({ address, values }) => ({ address, content: values })),
  ].flatMap(({ address, content }) =>
    everything(content)
      .filter(({ value }) => value === "NodePort" || value === "LoadBalancer")
      .filter((leaf) => !isGateway(deployment, address, leaf))
      .map(({ path, value }) => `${address}: ${path}: ${value}`),
  );

rule("no service is opened past the gateway (kube-linter exposed-services)", notExposed, {
  "a NodePort in a chart's values": (copy) =>
    revise(copy, "minio", (values) => {
      values.service = { type: "NodePort" };
    }),
  "a load balancer where the target has none": (copy) =>
    reviseManifest(copy, "gateway", "EnvoyProxy", (object) => {
      objectAt(object, "spec", "provider", "kubernetes", "envoyService").type = "LoadBalancer";
    }),
  "a second opened service beside the gateway": (copy) =>
    reviseManifest(copy, "gateway", "GatewayClass", (object) => {
      Object.assign(object, { kind: "Service", spec: { type: "NodePort" } });
    }),
  "a load balancer among our manifests": (copy) =>
    reviseManifest(copy, "argo-rights", "Role", (object) => {
      Object.assign(object, { kind: "Service", spec: { type: "LoadBalancer" } });
    }),
});

/** Ways onto the node or past the namespace. */
const HOST = ["hostNetwork", "hostPID", "hostIPC", "hostPath", "hostPort", "privileged"];

/** Namespaces that give up Pod Security, which they only may with a reason (test/rules/namespaces.test.ts). */
const privileged = (deployment: Parameters<Rule>[0]) =>
  resources(deployment, "kubernetes_namespace_v1")
    .filter(
      ({ body }) => at(body, "metadata", "labels", "pod-security.kubernetes.io/enforce") === "privileged",
    )
    .map(({ body }) => at(body, "metadata", "name"));

const notOnTheHost: Rule = (deployment) =>
  releases(deployment)
    .filter(({ namespace }) => !privileged(deployment).includes(namespace))
    .flatMap(({ address, values }) =>
      everything(values)
        .filter(({ key, value }) => HOST.includes(key) && value !== false && value !== null)
        .map(({ path }) => `${address}: ${path}`),
    );

rule(
  "nothing asks for the host (kube-linter host-network, host-pid, host-ipc, privileged-container; CKV_K8S_16, 17, 18, 19)",
  notOnTheHost,
  Object.fromEntries(
    HOST.map((key) => [
      key,
      (copy: Parameters<Rule>[0]) =>
        revise(copy, "minio", (values) => {
          values.extra = { [key]: true };
        }),
    ]),
  ),
);

const ofOurNamespaces: Rule = (deployment) => {
  const ours = resources(deployment, "kubernetes_namespace_v1").map(
    ({ body }) => (body.metadata as { name: string }).name,
  );
  return resources(deployment)
    .map(({ address, body }) => ({
      address,
      namespace: body.namespace ?? (body.metadata as { namespace?: string } | undefined)?.namespace,
    }))
    .filter(({ namespace }) => namespace !== undefined && !ours.includes(String(namespace)))
    .map(({ address, namespace }) => `${address}: namespace ${namespace} is none of ours`);
};

rule("everything lives in a namespace of ours (kube-linter use-namespace, CKV_K8S_21)", ofOurNamespaces, {
  "a release in the namespace default": (copy) => {
    pick(copy, "helm_release").namespace = "default";
  },
  "a secret in a namespace that nobody makes": (copy) => {
    pick(copy, "kubernetes_secret_v1").metadata = { name: "x", namespace: "minoi" };
  },
});
