import { parseEnvironment } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { minikubeSweeper } from "../../scripts/sweep/minikube";
import { MINIMAL } from "../support/environment-folder";
import { type Answers, fakeCli } from "../support/fake-cli";

const environment = parseEnvironment("environments/laptop.yaml", MINIMAL).environment as Environment;
const items = (...all: object[]) => ({ items: all });
const object = (name: string, more: object = {}) => ({ kind: "Any", metadata: { name }, ...more });

const EMPTY = Object.fromEntries(
  ["namespaces -o", "clusterroles", "persistentvolumes", "storageclasses", "customresourcedefinitions"].map(
    (kind) => [`get ${kind}`, items()],
  ),
);
const sweep = (answers: Answers) => {
  fakeCli("kubectl", { "get-contexts": { prints: "minikube" }, ...EMPTY, ...answers });
  return minikubeSweeper(environment).leftovers();
};

test("where nothing is left, nothing is found", async () => {
  expect(await sweep({ "get namespaces -o": items(object("default")) })).toEqual([]);
});

test("namespaces, and the class of volumes, are found by name, with a command for this cluster", async () => {
  const found = await sweep({
    "get namespaces -o": items(object("minio"), object("kube-system")),
    "get storageclasses": items(object("ivcap-data"), object("standard")),
  });
  expect(found).toMatchObject([
    { kind: "namespace", id: "minio", remove: "kubectl --context minikube delete namespace minio" },
    { kind: "storageclass", id: "ivcap-data" },
  ]);
});

test("volumes of our class are found, with the claim that they were for, and hold data", async () => {
  const spec = { storageClassName: "ivcap-data", claimRef: { namespace: "minio", name: "minio" } };
  expect(
    await sweep({ "get persistentvolumes": items(object("pvc-1", { spec }), object("pvc-2")) }),
  ).toMatchObject([{ id: "pvc-1", because: "of the class ivcap-data, for minio/minio", holdsData: true }]);
});

test("what a release of ours left beside its namespace is found by what Helm notes on it", async () => {
  const of = (namespace: string) => ({
    kind: "ClusterRole",
    metadata: { name: `of-${namespace}`, annotations: { "meta.helm.sh/release-namespace": namespace } },
  });
  expect(await sweep({ "get clusterroles": items(of("replicator"), of("default")) })).toMatchObject([
    { kind: "clusterrole", id: "of-replicator", because: "of a release in replicator" },
  ]);
});

test("definitions of custom resources stay on purpose", async () => {
  const found = await sweep({
    "get customresourcedefinitions": items(
      object("clusters.postgresql.cnpg.io"),
      object("widgets.example.org"),
    ),
  });
  expect(found).toMatchObject([
    { id: "clusters.postgresql.cnpg.io", kept: expect.stringContaining("charts keep it") },
  ]);
});

test("a cluster that does not answer is not taken for a clean one", async () => {
  await expect(sweep({ "get namespaces": { refuses: "connection refused" } })).rejects.toThrow(
    /^the cluster of context minikube does not answer: connection refused$/,
  );
});
