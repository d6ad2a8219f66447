import { storageClassName } from "../../constructs/storage/definition";
import type { Json } from "../../scripts/support/stack-json";
import { isProtected } from "../support/environments";
import { manifests, releases, revise } from "./support/releases";
import { at, everything, listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** What asks for a volume: a size that is a quantity in a chart's values, or a claim among objects of ours. */
interface Asking {
  readonly where: string;
  readonly found: Json | undefined;
}

/** A node's own disk, which is no volume of Kubernetes. */
const NODE_DISK = "ephemeralStorage";

/** Charts name the class beside the size, in one of two spellings. */
const inValues = (deployment: Parameters<Rule>[0]): Asking[] =>
  releases(deployment).flatMap(({ address, values }) =>
    everything(values)
      .filter(({ value, key }) => /^\d+[KMGT]i?$/.test(String(at(value, "size"))) && key !== NODE_DISK)
      .map(({ path, value }) => ({
        where: `${address}: ${path}`,
        found: at(value, "storageClass") ?? at(value, "storageClassName"),
      })),
  );

const claims = (deployment: Parameters<Rule>[0]): Asking[] => [
  ...manifests(deployment).flatMap(({ name, object }) =>
    [
      ...(object.kind === "PersistentVolumeClaim" ? [object] : []),
      ...listAt(object, "spec", "volumeClaimTemplates"),
    ].map((claim) => ({ where: name, found: at(claim, "spec", "storageClassName") })),
  ),
  ...resources(deployment, "kubernetes_persistent_volume_claim_v1").map(({ address, body }) => ({
    where: address,
    found: at(body, "spec", "storage_class_name"),
  })),
];

const ofOurClass: Rule = (deployment) => {
  const asking = [...inValues(deployment), ...claims(deployment)];
  return [
    ...(asking.length === 0 ? ["nothing asks for a volume"] : []),
    ...asking
      .filter(({ found }) => found !== storageClassName)
      .map(
        ({ where, found }) =>
          `${where}: found: ${found ?? "the cluster's default"}; allowed: ${storageClassName}`,
      ),
  ];
};

rule(
  "every volume is of our storage class",
  ofOurClass,
  {
    "an object store on the cluster's default class": (copy) =>
      revise(copy, "minio", (values) => {
        delete objectAt(values, "persistence").storageClass;
      }),
    "a database on another class": (copy) =>
      revise(copy, "postgres", (values) => {
        objectAt(values, "cluster", "storage").storageClass = "standard";
      }),
    "a claim of ours without a class": (copy) =>
      revise(copy, "minio-users", (values) => {
        listAt(values, "manifests").push({
          kind: "PersistentVolumeClaim",
          metadata: { name: "x" },
          spec: {},
        });
      }),
    "a claim that Terraform makes, without a class": (copy) => {
      Object.assign(copy.stacks[0]?.json.resource ?? {}, {
        kubernetes_persistent_volume_claim_v1: { x: { spec: {} } },
      });
    },
  },
  { about: ({ name }) => name !== "own-outside" },
); // whose stores are the site's own

const theClass = (deployment: Parameters<Rule>[0]) => resources(deployment, "kubernetes_storage_class_v1");

const kept: (policy: string) => Rule = (policy) => (deployment) => [
  ...(theClass(deployment).length === 1 ? [] : ["not exactly one storage class"]),
  ...theClass(deployment).flatMap(({ address, body }) => [
    ...(body.reclaim_policy === policy
      ? []
      : [`${address}: reclaim_policy: ${body.reclaim_policy}; allowed: ${policy}`]),
    ...(/^terraform_data\.[\w-]+$/.test(String(at(body, "lifecycle", "replace_triggered_by", 0)))
      ? []
      : [`${address}: another policy would not replace it`]),
    ...(body.volume_binding_mode === "WaitForFirstConsumer"
      ? []
      : [`${address}: ${body.volume_binding_mode}`]),
  ]),
];

rule(
  "under protection a volume outlives its claim",
  kept("Retain"),
  {
    "a class that deletes": (copy) => {
      pick(copy, "kubernetes_storage_class_v1").reclaim_policy = "Delete";
    },
    "a reference that Terraform does not read": (copy) => {
      pick(copy, "kubernetes_storage_class_v1").lifecycle = { replace_triggered_by: ["${terraform_data.x}"] };
    },
    "a class that would be changed in place, which Kubernetes passes over": (copy) => {
      delete pick(copy, "kubernetes_storage_class_v1").lifecycle;
    },
    "a class that makes volumes before their pods": (copy) => {
      pick(copy, "kubernetes_storage_class_v1").volume_binding_mode = "Immediate";
    },
  },
  { about: isProtected },
);

rule(
  "without protection a volume goes with its claim, so that a cluster can be emptied",
  kept("Delete"),
  {
    "a class that retains": (copy) => {
      pick(copy, "kubernetes_storage_class_v1").reclaim_policy = "Retain";
    },
  },
  { about: (each) => !isProtected(each), spoilt: "minikube" },
);
