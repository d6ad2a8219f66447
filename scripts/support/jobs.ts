import type { Kubectl, KubernetesObject } from "./kubectl";

interface Container {
  readonly name: string;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: { readonly exitCode: number; readonly reason?: string; readonly message?: string };
  };
}

/** What a container waits for before it is anything to tell. */
const ORDINARY = ["PodInitializing", "ContainerCreating"];

/**
 * Passes on the log of a job, step by step, until it has ended. The job goes on where this stops.
 * @returns whether it succeeded
 */
export async function followJob(
  kubectl: Kubectl,
  { metadata: { name, namespace = "" } }: KubernetesObject,
  say: (line: string) => void,
): Promise<boolean> {
  const told = new Set<string>();
  for (;;) {
    const [job] = await kubectl.list("jobs", "-n", namespace, `--field-selector=metadata.name=${name}`);
    let more = false;
    for (const pod of await kubectl.list("pods", "-n", namespace, `-ljob-name=${name}`)) {
      more = (await followPod(kubectl, pod, told, say)) || more;
    }
    if (more) continue; // what came while a log was followed
    if (Number(job?.status?.succeeded) > 0) return true;
    const failed = conditionsOf(job).find(({ type, status }) => type === "Failed" && status === "True");
    if (!job || failed) {
      say(`job ${name}: ${failed?.message ?? "it was removed"}`);
      return false;
    }
    await new Promise((wait) => setTimeout(wait, 1000));
  }
}

const conditionsOf = (job: KubernetesObject | undefined) =>
  (job?.status?.conditions ?? []) as { type: string; status: string; message?: string }[];

/** Tells of each container once, in the order in which they run. @returns whether there was any to tell of */
async function followPod(
  kubectl: Kubectl,
  { metadata: { name, namespace = "" }, status }: KubernetesObject,
  told: Set<string>,
  say: (line: string) => void,
): Promise<boolean> {
  const { initContainerStatuses = [], containerStatuses = [] } = (status ?? {}) as Record<
    string,
    Container[]
  >;
  let any = false;
  for (const { name: container, state = {} } of [...initContainerStatuses, ...containerStatuses]) {
    const once = (what: string) => {
      const key = `${name}/${container} ${what}`;
      if (told.has(key)) return false;
      told.add(key);
      return true;
    };
    const { waiting, running, terminated } = state;
    if (waiting?.reason && !ORDINARY.includes(waiting.reason) && once(waiting.reason)) {
      say(`${container}: ${waiting.reason}: ${waiting.message ?? ""}`);
    }
    if ((running ?? terminated) && once("log")) {
      any = true;
      await kubectl.run(["logs", "-f", name, "-n", namespace, "-c", container], { onLine: say });
    }
    if (terminated && terminated.exitCode !== 0 && once("end")) {
      say(
        `${container}: ended with ${terminated.exitCode}: ${terminated.message ?? terminated.reason ?? ""}`,
      );
    }
  }
  return any;
}
