import { commonRange, type KubernetesRange, type Ranged, refusal } from "../../constructs/kubernetes-range";
import { chartPins, hasChart } from "../../constructs/pins";
import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { installedIn } from "./definitions";

/** What an environment installs, with the Kubernetes it works with. Of a chart of another version than the pin nothing is known here. */
export const rangesOf = (environment: Environment): Ranged[] =>
  installedIn(environment)
    .map(({ name }) => name)
    .filter(hasChart)
    .filter((name) => environment.components?.[name]?.chart?.version === undefined)
    .map((name) => {
      const { chart, version, kubernetes } = chartPins[name];
      return { title: `${name} (${chart} ${version})`, range: kubernetes };
    });

/** The versions of Kubernetes that an environment can stand on. */
export const kubernetesOf = (environment: Environment): KubernetesRange => commonRange(rangesOf(environment));

/** @throws EnvironmentError where the cluster's version, as the environment says it, is none that every chart works with */
export function refuseKubernetes(environment: Environment): void {
  const { file, kubernetes, placeholders } = environment;
  if (kubernetes === undefined || placeholders.includes("kubernetes.version")) return;
  const refused = refusal(kubernetes.version, rangesOf(environment));
  if (refused !== undefined) throw new EnvironmentError(`${file}: kubernetes.version: ${refused}`);
}
