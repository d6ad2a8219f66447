import { accessOf } from "../../stacks/cluster";
import { cloudWorkloadsOf } from "../../stacks/platform/definitions";
import { environmentOf } from "../support/environments";
import { type Deployment, deployment } from "../support/stacks";
import { openings } from "./support/policies";
import { podSpecs, releases, revise } from "./support/releases";
import { at, everything, objectAt, pick, resources, texts } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const onACloud = (deployment: Deployment) => environmentOf(deployment).target !== "minikube";
const scope = { about: onACloud, spoilt: "aws-complete" };

/** Pods as a policy selects them: their namespace, and their labels as text that compares. */
const selected = (namespace: string, labels: Readonly<Record<string, string>>) =>
  `${namespace} ${JSON.stringify(Object.entries(labels).sort())}`;

const identities = (deployment: Deployment) =>
  new Set(
    cloudWorkloadsOf(environmentOf(deployment)).flatMap(({ pods }) =>
      pods.map(({ namespace, labels }) => selected(namespace, labels)),
    ),
  );

const toIdentityService = (deployment: Deployment) => {
  const ranges = accessOf(environmentOf(deployment)).identityService?.ranges ?? [];
  return openings(deployment).filter(
    ({ direction, peer }) => direction === "Egress" && ranges.includes(String(at(peer, "ip_block", "cidr"))),
  );
};

const credentialsForIdentities: Rule = (deployment) => {
  const known = identities(deployment);
  return toIdentityService(deployment)
    .filter(({ namespace, labels }) => !known.has(`${namespace} ${labels}`))
    .map(({ address }) => `${address}: asks for credentials of the cloud without being an identity of it`);
};

rule(
  "credentials of the cloud are given to pods that are an identity of it, and to no others",
  credentialsForIdentities,
  {
    "orders that ask for them": (copy) => {
      objectAt(pick(copy, "kubernetes_network_policy_v1", "order-pods-to-api-server"), "spec").egress = [
        { ports: [{ port: "80", protocol: "TCP" }], to: [{ ip_block: { cidr: "169.254.170.23/32" } }] },
      ];
    },
  },
  scope,
);

const identitiesGetCredentials: Rule = (deployment) => {
  if (accessOf(environmentOf(deployment)).identityService === undefined) return [];
  const opened = toIdentityService(deployment).map(({ namespace, labels }) => `${namespace} ${labels}`);
  return [...identities(deployment)]
    .filter((each) => !opened.includes(each))
    .map((each) => `${each}: gets none`);
};

rule(
  "whoever is an identity of the cloud can ask for its credentials",
  identitiesGetCredentials,
  {
    "a backup that cannot ask": (copy) => {
      objectAt(pick(copy, "kubernetes_network_policy_v1", "backup-job-to-identity-service"), "spec").egress =
        [];
    },
  },
  scope,
);

const identitiesOfPods: Rule = (deployment) => {
  const accounts = cloudWorkloadsOf(environmentOf(deployment)).map(
    ({ namespace, serviceAccount }) => `${namespace}/${serviceAccount}`,
  );
  return accounts
    .filter((each, index) => accounts.indexOf(each) !== index || each.endsWith("/default"))
    .map((each) => `${each}: pods of different rights share an account`);
};

test.each(["aws-complete", "azure-complete"])("each identity has an account of its own in %s", (name) => {
  expect(identitiesOfPods({ name, stacks: [] })).toEqual([]);
});

const noMinio: Rule = (deployment) => [
  ...resources(deployment, "kubernetes_secret_v1")
    .filter(({ body }) => String(at(body, "metadata", "name")).startsWith("minio-"))
    .map(({ address }) => `${address}: a credential of MinIO`),
  ...releases(deployment)
    .filter(({ namespace }) => namespace === "minio")
    .map(({ address }) => `${address}: installs MinIO`),
  ...releases(deployment).flatMap(({ address, values }) =>
    texts(values)
      .filter(({ value }) => /^minio-|(^|[./])minio\.minio\b/.test(value))
      .map(({ path, value }) => `${address}: ${path}: found: ${value}`),
  ),
  ...openings(deployment)
    .filter(({ namespace, peerNamespace }) => [namespace, peerNamespace].includes("minio"))
    .map(({ address }) => `${address}: a flow of MinIO`),
];

rule(
  "where the cloud keeps the objects, nothing of MinIO is left: no server, no flow, no key",
  noMinio,
  {
    "a key of its user": (copy) => {
      objectAt(pick(copy, "kubernetes_secret_v1", "postgres-argo"), "metadata").name = "minio-loki";
    },
    "logs that go there": (copy) =>
      revise(copy, "loki", (values) => {
        objectAt(values, "loki", "storage", "s3").endpoint = "minio.minio.svc.cluster.local:9000";
      }),
  },
  { about: (deployment) => environmentOf(deployment).objectStore?.kind === "s3", spoilt: "aws-complete" },
);

/** What would be a key in the place of an identity. */
const KEYS = /ACCESS_KEY|SECRET_KEY|_KEY$|SAS_URL|CLIENT_SECRET|CONNECTION_STRING/;

const noKeys: Rule = (deployment) =>
  releases(deployment)
    .filter(({ name }) => name === "backup" || name.startsWith("external-dns"))
    .flatMap(({ address, values }) =>
      everything(values)
        .filter(({ key, value }) => key === "name" && KEYS.test(String(value)))
        .filter(({ value }) => !String(value).startsWith("RCLONE_CONFIG_STORE_"))
        .map(({ path, value }) => `${address}: ${path}: ${value}`),
    );

rule(
  "backups reach the cloud as an identity, by no key",
  noKeys,
  {
    "a key of a storage account": (copy) =>
      revise(copy, "backup", (values) => {
        values.manifests = [{ kind: "Job", env: [{ name: "RCLONE_CONFIG_CLOUD_KEY", value: "x" }] }];
      }),
  },
  scope,
);

test.each(["aws-complete", "azure-complete"])(
  "an identity of the cloud gets no token of Kubernetes in %s",
  (name) => {
    const found = podSpecs(deployment(name)).filter(({ spec }) => spec.serviceAccountName === "backup");
    expect(found.map(({ spec }) => spec.automountServiceAccountToken)).toEqual([false, false, false]);
  },
);
