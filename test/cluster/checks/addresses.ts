import type { Kubectl, KubernetesObject } from "../../../scripts/support/kubectl";
import { expect } from "../report";

/** Running pods of a namespace, by `key=value,…` labels. */
export const runningPods = (kubectl: Kubectl, namespace: string, labels = ""): Promise<KubernetesObject[]> =>
  kubectl.list(
    "pods",
    "-n",
    namespace,
    ...(labels ? ["-l", labels] : []),
    "--field-selector=status.phase=Running",
  );

/** The address of one running pod. @throws Error where there is none */
export async function podAddress(kubectl: Kubectl, namespace: string, labels = ""): Promise<string> {
  const [pod] = await runningPods(kubectl, namespace, labels);
  expect(pod !== undefined, `no running pod in ${namespace}${labels && ` with ${labels}`}`);
  return String(pod.status?.podIP);
}
