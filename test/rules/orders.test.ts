import { accessOf } from "../../stacks/cluster";
import { environmentOf } from "../support/environments";
import { openings } from "./support/policies";
import { releases, revise } from "./support/releases";
import { at, everything, listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const ORDERS = "order-runner";
const QUOTA = ["pods", "limits.cpu", "limits.memory", "services", "persistentvolumeclaims"];

const limited: Rule = (deployment) => {
  const of = (type: string) =>
    resources(deployment, type).filter(({ body }) => at(body, "metadata", "namespace") === ORDERS);
  const hard = objectAt(at(of("kubernetes_resource_quota_v1")[0]?.body, "spec", "hard") ?? {});
  const limit = at(of("kubernetes_limit_range_v1")[0]?.body, "spec", "limit", 0);
  return [
    ...QUOTA.filter((key) => hard[key] === undefined).map((key) => `${ORDERS}: no quota of ${key}`),
    ...["cpu", "memory"]
      .filter((key) => !at(limit, "default", key) || !at(limit, "default_request", key))
      .map((key) => `${ORDERS}: a container that asks for nothing gets any ${key}`),
  ];
};

rule("orders share a quota, and a container that asks for nothing gets a limit", limited, {
  "orders without a quota": (copy) => {
    pick(copy, "kubernetes_resource_quota_v1").metadata = { name: "orders", namespace: "minio" };
  },
  "a quota without memory": (copy) => {
    delete objectAt(pick(copy, "kubernetes_resource_quota_v1"), "spec", "hard")["limits.memory"];
  },
  "orders without default limits": (copy) => {
    objectAt(pick(copy, "kubernetes_limit_range_v1", "order-runner"), "spec").limit = [];
  },
});

const out = (deployment: Parameters<Rule>[0]) =>
  openings(deployment).filter(({ direction, namespace }) => direction === "Egress" && namespace === ORDERS);

const noNames: Rule = (deployment) =>
  out(deployment)
    .filter(
      ({ ports, peerNamespace }) => /\\"port\\":\\"53\\"/.test(ports) || peerNamespace === "kube-system",
    )
    .map(({ address }) => `${address}: orders may look names up`);

const ORDERS_OUT = "order-pods-to-api-server-executor-results_out";
const opened = (ports: object[], to: object) => (copy: Parameters<Rule>[0]) => {
  objectAt(pick(copy, "kubernetes_network_policy_v1", ORDERS_OUT), "spec").egress = JSON.parse(
    JSON.stringify([{ ports, to: [to] }]),
  );
};

rule("orders may not look names up: a name server is a way out", noNames, {
  "the cluster's resolver": opened([{ port: "53", protocol: "UDP" }], {
    namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
  }),
  "a name server by its address": opened([{ port: "53", protocol: "TCP" }], {
    ip_block: { cidr: "8.8.8.8/32" },
  }),
});

const noWayOut: Rule = (deployment) =>
  out(deployment)
    .filter(({ peer, peerNamespace }) => {
      const [, prefix] = String(at(peer, "ip_block", "cidr") ?? "/32").split("/");
      return Number(prefix) < 16 || (peerNamespace !== undefined && peerNamespace !== "ivcap");
    })
    .map(({ address, peer }) => `${address}: a way out of the sandbox: ${JSON.stringify(peer)}`);

rule("orders reach the API server's own ranges and the platform's services, nothing else", noWayOut, {
  "the internet": opened([{ port: "443", protocol: "TCP" }], {
    ip_block: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] },
  }),
  "the whole cluster network": opened([{ port: "443", protocol: "TCP" }], {
    ip_block: { cidr: "10.0.0.0/8" },
  }),
  "the object store": opened([{ port: "9000", protocol: "TCP" }], {
    namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "minio" } },
  }),
});

const nothingIn: Rule = (deployment) =>
  openings(deployment)
    .filter(({ direction, namespace }) => direction === "Ingress" && namespace === ORDERS)
    .map(({ address }) => `${address}: something reaches into orders`);

rule("nothing reaches into orders", nothingIn, {
  "a flow into orders": (copy) => {
    const spec = objectAt(pick(copy, "kubernetes_network_policy_v1", ORDERS_OUT), "spec");
    spec.ingress = [{ ports: [{ port: "80", protocol: "TCP" }], from: [{ pod_selector: {} }] }];
  },
});

const noCredential: Rule = (deployment) => [
  ...resources(deployment, "kubernetes_secret_v1")
    .filter(
      ({ body }) =>
        at(body, "metadata", "namespace") === ORDERS ||
        String(Object.values(objectAt(at(body, "metadata", "annotations") ?? {})))
          .split(",")
          .includes(ORDERS),
    )
    .map(({ address }) => `${address}: a credential of the platform among orders`),
  ...releases(deployment)
    .filter(({ body }) => String(body.chart).endsWith("argo-workflows"))
    .filter(({ values }) => JSON.stringify(values).match(/artifactRepository|"archiveLogs":true/))
    .map(({ address }) => `${address}: an artifact repository needs a credential among orders`),
];

rule("no credential of the platform is present among orders", noCredential, {
  "a secret made there": (copy) => {
    objectAt(pick(copy, "kubernetes_secret_v1"), "metadata").namespace = ORDERS;
  },
  "a secret copied there": (copy) => {
    objectAt(pick(copy, "kubernetes_secret_v1", "postgres-argo"), "metadata").annotations = {
      "replicator.v1.mittwald.de/replicate-to": `argo,${ORDERS}`,
    };
  },
  "an artifact repository of Argo": (copy) =>
    revise(copy, "argo-workflows", (values) => {
      values.artifactRepository = { s3: {} };
    }),
});

const noToken: Rule = (deployment) =>
  releases(deployment)
    .filter(({ name }) => name === "argo-workflows")
    .filter(
      ({ values }) =>
        at(values, "controller", "workflowDefaults", "spec", "automountServiceAccountToken") !== false,
    )
    .map(({ address }) => `${address}: an order's containers get a token of the Kubernetes API`);

rule("an order's own containers get no token of the Kubernetes API (CKV_K8S_38)", noToken, {
  "a workflow whose pods get a token": (copy) =>
    revise(copy, "argo-workflows", (values) => {
      delete objectAt(values, "controller", "workflowDefaults", "spec").automountServiceAccountToken;
    }),
});

const onTheirNodes: Rule = (deployment) => {
  const { labels, taints, podAnnotations } = accessOf(environmentOf(deployment)).orderNodes;
  return releases(deployment)
    .filter(({ name }) => name === "argo-workflows")
    .flatMap(({ address, values }) => {
      const spec = at(values, "controller", "workflowDefaults", "spec");
      const tolerated = listAt(spec, "tolerations");
      return [
        ...Object.entries(labels)
          .filter(([key, value]) => at(spec, "nodeSelector", key) !== value)
          .map(([key]) => `${address}: orders run on nodes without the label ${key}`),
        ...Object.entries(podAnnotations)
          .filter(([key, value]) => at(spec, "podMetadata", "annotations", key) !== value)
          .map(([key]) => `${address}: a node may be taken from under a running order, without ${key}`),
        ...taints
          .filter(
            ({ key, effect }) =>
              !tolerated.some((each) => at(each, "key") === key && at(each, "effect") === effect),
          )
          .map(({ key }) => `${address}: orders are kept off their own nodes by ${key}`),
      ];
    });
};

const workflows = (change: (spec: ReturnType<typeof objectAt>) => void) => (copy: Parameters<Rule>[0]) =>
  revise(copy, "argo-workflows", (values) =>
    change(objectAt(values, "controller", "workflowDefaults", "spec")),
  );

rule(
  "orders run on the nodes that the cluster keeps for them",
  onTheirNodes,
  {
    "orders on any node": workflows((spec) => {
      delete spec.nodeSelector;
    }),
    "orders whose nodes may be taken away": workflows((spec) => {
      delete spec.podMetadata;
    }),
    "orders that their own nodes refuse": workflows((spec) => {
      spec.tolerations = [];
    }),
  },
  { spoilt: "aws-complete" },
);

/** Reads the logs of every node, from a pod on each. */
const ON_EVERY_NODE = "promtail";

const nothingElse: Rule = (deployment) =>
  releases(deployment)
    .filter(({ name }) => name !== ON_EVERY_NODE)
    .flatMap(({ address, name, values }) =>
      everything(values)
        .filter(
          ({ key, value, path }) =>
            key === "tolerations" && listAt(value).length > 0 && !isOfOrders(name, path),
        )
        .map(({ path }) => `${address}: ${path}: may run among orders`),
    );

const isOfOrders = (release: string, path: string) =>
  release === "argo-workflows" && path === "controller.workflowDefaults.spec.tolerations";

rule(
  "nothing but orders and the shipper of their logs may run on those nodes",
  nothingElse,
  {
    "a server that tolerates every taint": (copy) =>
      revise(copy, "cert-manager", (values) => {
        values.tolerations = [{ operator: "Exists" }];
      }),
  },
  { spoilt: "aws-complete" },
);
