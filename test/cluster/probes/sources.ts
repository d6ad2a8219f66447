import { eventually } from "../../../scripts/support/eventually";
import type { Kubectl, KubernetesObject } from "../../../scripts/support/kubectl";
import { addBeside, probePod } from "../../../scripts/support/probe-pod";
import { expect } from "../report";
import type { Target } from "../traffic";
import { Shell } from "./shell";

/** A container of ours that probes run in, in the network of the pod that it names. */
export interface Source {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Of the pod, where it is ours too. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Ends by itself, should nobody come to end it. */
const STAY = "trap 'exit 0' TERM; sleep 3600 & wait";

let made = 0;

/** Beside a running pod where there is one, else (jobs, orders, whole namespaces) in a pod with the same labels. */
export function sourceAt(pods: readonly KubernetesObject[], target: Target): Source {
  const { namespace, labels } = target;
  const name = `probe-${made++}-${Date.now().toString(36)}`;
  const running = labels ? podAt(pods, target) : undefined;
  return running
    ? { namespace, pod: running.metadata.name, container: name }
    : { namespace, pod: name, container: "probe", labels: labelsOf(labels) };
}

/** Neither on its way in nor on its way out. */
export function isReady({ metadata, status }: KubernetesObject): boolean {
  const conditions = (status?.conditions ?? []) as { type: string; status: string }[];
  const ready = conditions.some((condition) => condition.type === "Ready" && condition.status === "True");
  return ready && metadata.deletionTimestamp === undefined;
}

export const podAt = (pods: readonly KubernetesObject[], { namespace, labels }: Target) =>
  pods.find(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      Object.entries(labelsOf(labels)).every(([key, value]) => metadata.labels?.[key] === value),
  );

const labelsOf = (labels: string): Record<string, string> =>
  Object.fromEntries(
    labels
      .split(",")
      .filter(Boolean)
      .map((label) => label.split("=") as [string, string]),
  );

/** Starts all containers and opens a shell in each, in the order of the sources. @throws Error where one does not start */
export async function openShells(kubectl: Kubectl, sources: readonly Source[]): Promise<Shell[]> {
  await Promise.all(sources.map((source) => start(kubectl, source)));
  let missing: readonly Source[] = sources;
  await eventually(90, async () => {
    const pods = await kubectl.list("pods", "-A");
    missing = sources.filter((source) => !isRunning(pods, source));
    return missing.length === 0 || undefined;
  });
  expect(
    missing.length === 0,
    `no probe runs in ${missing.map(({ namespace, pod }) => `${namespace}/${pod}`).join(", ")}`,
  );
  return sources.map(({ namespace, pod, container }) => {
    const args = ["--context", kubectl.context, "exec", "-i", "-n", namespace, pod, "-c", container];
    return new Shell(`${namespace}/${pod}`, "kubectl", [...args, "--", "sh"]);
  });
}

function start(kubectl: Kubectl, { namespace, pod, container, labels }: Source): Promise<unknown> {
  return labels === undefined
    ? addBeside(kubectl, namespace, pod, container, STAY)
    : kubectl.apply(probePod({ name: pod, namespace, labels, command: STAY }));
}

interface Statuses {
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly ephemeralContainerStatuses?: readonly ContainerStatus[];
}
interface ContainerStatus {
  readonly name: string;
  readonly state?: { readonly running?: object };
}

function isRunning(pods: readonly KubernetesObject[], { namespace, pod, container }: Source): boolean {
  const found = pods.find(({ metadata }) => metadata.namespace === namespace && metadata.name === pod);
  const { containerStatuses = [], ephemeralContainerStatuses = [] } = (found?.status ?? {}) as Statuses;
  return [...containerStatuses, ...ephemeralContainerStatuses].some(
    ({ name, state }) => name === container && state?.running !== undefined,
  );
}

/** Ends the containers; those beside other pods stay in these pods' lists, ended, until the pods go. */
export async function closeShells(kubectl: Kubectl, sources: readonly Source[], shells: readonly Shell[]) {
  for (const shell of shells) shell.close("kill 1");
  await Promise.all(
    sources
      .filter(({ labels }) => labels !== undefined)
      .map(({ namespace, pod }) =>
        kubectl.run(["delete", "pod", pod, "-n", namespace, "--wait=false", "--ignore-not-found"]),
      ),
  );
}
