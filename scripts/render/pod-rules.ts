import type { Json, JsonObject } from "../support/stack-json";
import { at, listAt, type Pod } from "./pods";

/** What a rule refuses of a pod, by the container or for the whole pod. */
export interface PodFinding {
  readonly rule: string;
  readonly where: string;
  readonly says: string;
}

/** A container's own setting, or its pod's. */
const effective = (pod: Pod, container: JsonObject, ...path: string[]): Json | undefined =>
  at(container, "securityContext", ...path) ?? at(pod.spec, "securityContext", ...path);

/** By the container. scripts/checkov/same.ts names the checks of Checkov that ask the same. */
const CONTAINER: Readonly<Record<string, (container: JsonObject, pod: Pod) => string | undefined>> = {
  "non-root": (container, pod) => wanted(effective(pod, container, "runAsNonRoot"), true),
  "read-only root": (container) => wanted(at(container, "securityContext", "readOnlyRootFilesystem"), true),
  "no escalation": (container) =>
    wanted(at(container, "securityContext", "allowPrivilegeEscalation"), false) ??
    (at(container, "securityContext", "privileged") ? "privileged" : undefined),
  seccomp: (container, pod) => wanted(effective(pod, container, "seccompProfile", "type"), "RuntimeDefault"),
  "no capabilities": (container) => {
    const { drop = [], add = [] } = (at(container, "securityContext", "capabilities") ?? {}) as {
      drop?: string[];
      add?: string[];
    };
    return drop.includes("ALL") && add.length === 0
      ? undefined
      : `drops ${drop.join(", ") || "nothing"}, adds ${add.join(", ") || "nothing"}; allowed: drops ALL`;
  },
  resources: (container) => {
    const lacking = ["requests", "limits"].flatMap((side) =>
      ["cpu", "memory"]
        .filter((unit) => at(container, "resources", side, unit) === undefined)
        .map((unit) => `${side}.${unit}`),
    );
    return lacking.length > 0 ? `lacks ${lacking.join(", ")}` : undefined;
  },
  "pinned image": (container) => {
    const image = String(container.image);
    const tag = /^[^/]+\/.+?(?::([^:/@]+))?(?:@sha256:[0-9a-f]{64})?$/.exec(image)?.[1];
    return (tag && tag !== "latest") || image.includes("@sha256:") ? undefined : `found: ${image}`;
  },
  "no host port": (container) =>
    listAt(container, "ports").some(({ hostPort }) => hostPort) ? "opens a port of the node" : undefined,
};

const wanted = (found: Json | undefined, allowed: Json) =>
  found === allowed ? undefined : `found: ${JSON.stringify(found) ?? "nothing"}; allowed: ${allowed}`;

const POD: Readonly<Record<string, (pod: Pod) => string | undefined>> = {
  "no host namespace": ({ spec }) =>
    ["hostNetwork", "hostPID", "hostIPC"].filter((key) => spec[key] === true).join(", ") || undefined,
  "no host path": ({ spec }) =>
    listAt(spec, "volumes").some(({ hostPath }) => hostPath) ? "mounts a path of the node" : undefined,
};

/** Every rule that pods break. `objects`: all that is rendered, with the accounts and who is bound to what. */
export function podFindings(pods: readonly Pod[], objects: readonly JsonObject[]): PodFinding[] {
  return pods.flatMap((pod) => [
    ...pod.containers.flatMap((container) =>
      Object.entries(CONTAINER).flatMap(([rule, check]) =>
        finding(rule, `${pod.owner} ${container.name}`, check(container, pod)),
      ),
    ),
    ...Object.entries(POD).flatMap(([rule, check]) => finding(rule, pod.owner, check(pod))),
    ...finding("token", pod.owner, token(pod, objects)),
  ]);
}

const finding = (rule: string, where: string, says: string | undefined): PodFinding[] =>
  says === undefined ? [] : [{ rule, where, says }];

/** A token is for accounts that some role was given to; any other pod says that it wants none. */
function token({ spec, namespace }: Pod, objects: readonly JsonObject[]): string | undefined {
  const account = String(spec.serviceAccountName ?? "default");
  const own = objects.find(
    ({ kind, metadata }) =>
      kind === "ServiceAccount" &&
      at(metadata, "name") === account &&
      (at(metadata, "namespace") ?? namespace) === namespace,
  );
  if ((spec.automountServiceAccountToken ?? own?.automountServiceAccountToken) === false) return;
  const bound = objects.some(
    (object) =>
      /^(Cluster)?RoleBinding$/.test(String(object.kind)) &&
      listAt(object, "subjects").some(
        (subject) =>
          subject.kind === "ServiceAccount" &&
          subject.name === account &&
          (subject.namespace ?? at(object, "metadata", "namespace")) === namespace,
      ),
  );
  return bound ? undefined : `mounts the token of ${account}, which has no rights`;
}
