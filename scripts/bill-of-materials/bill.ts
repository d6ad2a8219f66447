import { imageOf, mirroredImage } from "../../constructs/images";
import type { KubernetesRange } from "../../constructs/kubernetes-range";
import { type ChartName, type ComponentName, chartPins, type OwnPin, pins } from "../../constructs/pins";
import type { Environment } from "../../environments/schema";
import { kubernetesOf } from "../../stacks/platform/kubernetes";
import { podsOf } from "../render/pods";
import { imagesIn } from "../support/images";
import { PROBE_IMAGE } from "../support/probe-pod";
import { isOurs, type Release, releasesOf } from "../support/releases";
import type { JsonObject, StackJson } from "../support/stack-json";

/** What an environment takes from outside. Its shape is documented in docs/operations/README.md. */
export interface Bill {
  readonly environment: string;
  /** The versions of Kubernetes that all of it works with. */
  readonly kubernetes: KubernetesRange;
  readonly charts: readonly BilledChart[];
  readonly images: readonly BilledImage[];
}

export interface BilledChart {
  readonly component: string;
  readonly name: string;
  readonly version: string;
  /** `https://…`, `oci://…` or, where the mirror is a folder, the chart's own. */
  readonly repository: string;
  readonly release: string;
  readonly namespace: string;
}

export interface BilledImage {
  readonly component: string;
  /** As the cluster pulls it, registry, tag and digest included. */
  readonly reference: string;
  readonly digest?: string;
  /** What starts it: a chart's pods, a job of ours, or an operator on its own. */
  readonly startedBy: readonly string[];
}

/** What no component brings: the pod that preflight looks with. */
export const PREFLIGHT = "preflight";

/** Reads an environment's stacks; the table of pins says who starts what no pod of theirs does. Charts are not looked into. */
export function billOf(environment: Environment, stacks: readonly StackJson[]): Bill {
  const releases = stacks.flatMap(releasesOf);
  return {
    environment: environment.name,
    kubernetes: kubernetesOf(environment),
    charts: releases
      .filter((release) => !isOurs(release))
      .map(billedChart)
      .sort((one, two) => (one.component < two.component ? -1 : 1)),
    images: merge([
      ...releases.flatMap((release) => usesOf(environment, release)),
      {
        component: PREFLIGHT,
        reference: mirroredImage(environment, PROBE_IMAGE),
        startedBy: ["npm run preflight, in a namespace of its own"],
      },
    ]),
  };
}

const billedChart = ({ component, chart, version, repository, name, namespace }: Release): BilledChart => ({
  component,
  name: chartPins[component as ChartName].chart,
  version,
  repository: repository ?? chart,
  release: name,
  namespace,
});

/** Each place where a release names an image, with who starts it there. */
function usesOf(environment: Environment, release: Release): BilledImage[] {
  const { component, values, namespace } = release;
  const byUs = podsOf((values.manifests ?? []) as JsonObject[], namespace).flatMap(({ owner, containers }) =>
    containers.map(({ image }) => ({ component, reference: String(image), startedBy: [owner] })),
  );
  const inPods = new Set(byUs.map(({ reference }) => reference));
  return [
    ...byUs,
    ...imagesIn(values)
      .filter(({ reference }) => !(isOurs(release) && inPods.has(reference)))
      .map(({ reference }) => ({
        component,
        reference,
        startedBy: startersOf(environment, release, reference),
      })),
  ];
}

/** By the pins: an operator, or else the chart's own pods. Nobody where an object of ours names an image that no pin says anything of. */
function startersOf(environment: Environment, release: Release, reference: string): string[] {
  const declared = Object.entries<OwnPin>(pins).flatMap(([component, { images, startedBy }]) =>
    Object.keys(images)
      .filter(
        (name) => imageOf(environment, component as ComponentName, name as never).reference === reference,
      )
      .map((name) => startedBy?.[name]),
  );
  const byChart = isOurs(release)
    ? []
    : [`pods of the chart ${chartPins[release.component as ChartName].chart}`];
  const operators = declared.filter((who) => who !== undefined);
  return operators.length > 0 ? operators : byChart;
}

/** An image once per component, in an order that stays the same. */
function merge(uses: readonly BilledImage[]): BilledImage[] {
  const merged = new Map<string, BilledImage>();
  for (const { component, reference, startedBy } of uses) {
    const key = `${component} ${reference}`;
    const digest = /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1];
    const starters = new Set([...(merged.get(key)?.startedBy ?? []), ...startedBy]);
    merged.set(key, { component, reference, ...(digest ? { digest } : {}), startedBy: [...starters].sort() });
  }
  return [...merged.entries()].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, image]) => image);
}
