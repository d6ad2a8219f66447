import type { Json } from "../../scripts/support/stack-json";
import { isProtected as isProtectedDeployment } from "../support/environments";
import type { Deployment } from "../support/stacks";
import { releases } from "./support/releases";
import { at, everything, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const isProtected = (body: Json) => at(body, "lifecycle", "prevent_destroy") === true;
const spoilt = (type: string, part: string) => (copy: Deployment) => {
  delete objectAt(pick(copy, type, part), "lifecycle").prevent_destroy;
};

/** Whether a chart is asked for a volume: a size that is a quantity. */
const asksForVolume = (values: Json) =>
  everything(values).some(
    ({ key, path, value }) =>
      key === "size" && /^\d+[KMGT]i?$/.test(String(value)) && !path.endsWith("ephemeralStorage.size"), // of a node
  );

/** What only projects the record, and is made from it anew, may go (docs/decisions/0009). */
const PROJECTIONS = ["magda"];
const holdsData = ({ name, values }: { name: string; values: Json }) =>
  asksForVolume(values) && !PROJECTIONS.includes(name);

const dataNamespaces = (deployment: Deployment) =>
  releases(deployment)
    .filter(holdsData)
    .map(({ namespace }) => namespace);

/** The secrets that a component whose chart asks for a volume names, in any of its releases: namespaces have other components too. */
const dataSecrets = (deployment: Deployment) => {
  const all = releases(deployment);
  const component = ({ address }: { address: string }) =>
    address.slice(address.indexOf(".") + 1).split("_")[0];
  const holders = all.filter(({ values }) => asksForVolume(values)).map(component);
  const text = JSON.stringify(
    all.filter((release) => holders.includes(component(release))).map(({ values }) => values),
  );
  return (name: string) => text.includes(`"${name}"`);
};

const kept: Rule = (deployment) => {
  const data = dataNamespaces(deployment);
  const isNamed = dataSecrets(deployment);
  const holding = [
    ...releases(deployment).filter(holdsData),
    ...resources(deployment, "kubernetes_namespace_v1").filter(({ body }) =>
      data.includes(String(at(body, "metadata", "name"))),
    ),
    ...resources(deployment, "kubernetes_secret_v1").filter(
      ({ body }) =>
        data.includes(String(at(body, "metadata", "namespace"))) &&
        isNamed(String(at(body, "metadata", "name"))),
    ),
  ];
  return [
    ...(holding.length === 0 ? ["nothing holds data"] : []),
    ...holding.filter(({ body }) => !isProtected(body)).map(({ address }) => `${address}: may be destroyed`),
  ];
};

rule(
  "under protection no plan destroys what asks for a volume, its namespace or its secrets",
  kept,
  {
    "a database that may go": spoilt("helm_release", "postgres_chart"),
    "an object store that may go": spoilt("helm_release", "minio_chart"),
    "a namespace with data that may go": spoilt("kubernetes_namespace_v1", "postgres"),
    "a root password that may go": spoilt("kubernetes_secret_v1", "minio-root"),
  },
  { about: isProtectedDeployment },
);

const free: Rule = (deployment) =>
  resources(deployment)
    .filter(({ body }) => isProtected(body))
    .map(({ address }) => `${address}: a laptop's cluster could not be torn down`);

rule(
  "without protection everything can be torn down",
  free,
  {
    "a release that stays": (copy) => {
      pick(copy, "helm_release").lifecycle = { prevent_destroy: true };
    },
  },
  { about: (each) => !isProtectedDeployment(each), spoilt: "minikube" },
);

/** Where each chart that holds data takes the annotations of what it must not delete. */
const KEPT = { minio: ["persistence", "annotations"], postgres: ["cluster", "annotations"] };

const dataStays: Rule = (deployment) =>
  releases(deployment)
    .flatMap((release) =>
      Object.entries(KEPT)
        .filter(([name]) => name === release.name)
        .map(([, path]) => ({ ...release, policy: at(release.values, ...path, "helm.sh/resource-policy") })),
    )
    .filter(({ policy }) => policy !== "keep")
    .map(({ address }) => `${address}: the data goes with the release`);

rule(
  "under protection the object store's volume and the database outlive their releases",
  dataStays,
  {
    "a volume that goes with its release": (copy) => {
      pick(copy, "helm_release", "minio_chart").values = ["{}"];
    },
    "a database that goes with its release": (copy) => {
      pick(copy, "helm_release", "postgres_chart").values = ["{}"];
    },
  },
  { about: isProtectedDeployment },
);
