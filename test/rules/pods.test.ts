import type { JsonObject } from "../../scripts/support/stack-json";
import { podSpecs, reviseManifest } from "./support/releases";
import { at, listAt, objectAt } from "./support/resources";
import { type Rule, rule } from "./support/rule";

/** What each container of ours states itself, by the check that asks for it. */
const CONTAINER: Record<string, (container: JsonObject, pod: JsonObject) => boolean> = {
  "run-as-non-root, CKV_K8S_23": (_, pod) => at(pod, "securityContext", "runAsNonRoot") === true,
  "CKV_K8S_40, a numeric user": (_, pod) => typeof at(pod, "securityContext", "runAsUser") === "number",
  "CKV_K8S_31, seccomp": (_, pod) =>
    at(pod, "securityContext", "seccompProfile", "type") === "RuntimeDefault",
  "CKV_K8S_38, no service-account token": (_, pod) => pod.automountServiceAccountToken === false,
  "privilege-escalation-container, CKV_K8S_20": (container) =>
    at(container, "securityContext", "allowPrivilegeEscalation") === false,
  "no-read-only-root-fs, CKV_K8S_22": (container) =>
    at(container, "securityContext", "readOnlyRootFilesystem") === true,
  "drop-net-raw-capability, CKV_K8S_37": (container) =>
    listAt(container, "securityContext", "capabilities", "drop").includes("ALL"),
  "unset-cpu-requirements, CKV_K8S_10, CKV_K8S_11": (container) =>
    typeof at(container, "resources", "requests", "cpu") === "string" &&
    typeof at(container, "resources", "limits", "cpu") === "string",
  "unset-memory-requirements, CKV_K8S_12, CKV_K8S_13": (container) =>
    typeof at(container, "resources", "requests", "memory") === "string" &&
    at(container, "resources", "requests", "memory") === at(container, "resources", "limits", "memory"),
};

const held: Rule = (deployment) =>
  podSpecs(deployment).flatMap(({ name, spec }) =>
    [...listAt(spec, "initContainers"), ...listAt(spec, "containers")]
      .map((each) => objectAt(each))
      .flatMap((container) =>
        Object.entries(CONTAINER)
          .filter(([, holds]) => !holds(container, spec))
          .map(([check]) => `${name}: container ${container.name}: ${check}`),
      ),
  );

const spoilPod = (change: (spec: JsonObject) => void) => (copy: Parameters<Rule>[0]) =>
  reviseManifest(copy, "minio-users", "Job", (job) => change(objectAt(job, "spec", "template", "spec")));
const spoilContainer = (change: (container: JsonObject) => void) =>
  spoilPod((spec) => change(objectAt(spec, "containers", 0)));

rule("every pod of ours meets the level restricted and states what it needs", held, {
  "a pod that may run as root": spoilPod((spec) => {
    objectAt(spec, "securityContext").runAsNonRoot = false;
  }),
  "a pod without a numeric user": spoilPod((spec) => {
    delete objectAt(spec, "securityContext").runAsUser;
  }),
  "a pod without seccomp": spoilPod((spec) => {
    delete objectAt(spec, "securityContext").seccompProfile;
  }),
  "a pod with a token of the Kubernetes API": spoilPod((spec) => {
    delete spec.automountServiceAccountToken;
  }),
  "privilege escalation": spoilContainer((container) => {
    delete objectAt(container, "securityContext").allowPrivilegeEscalation;
  }),
  "a writable root file system": spoilContainer((container) => {
    objectAt(container, "securityContext").readOnlyRootFilesystem = false;
  }),
  "a capability that is kept": spoilContainer((container) => {
    objectAt(container, "securityContext").capabilities = { drop: ["NET_RAW"] };
  }),
  "no limit of CPU": spoilContainer((container) => {
    delete objectAt(container, "resources", "limits").cpu;
  }),
  "memory that is overcommitted": spoilContainer((container) => {
    objectAt(container, "resources", "limits").memory = "1Ti";
  }),
});
