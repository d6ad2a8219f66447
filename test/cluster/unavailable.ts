import type { ComponentDefinition } from "../../constructs/definition";
import { imageOf } from "../../constructs/images";
import { type ComponentName, pins } from "../../constructs/pins";
import type { Environment } from "../../environments/schema";
import { eventually } from "../../scripts/support/eventually";
import type { Kubectl } from "../../scripts/support/kubectl";
import { installedIn } from "../../stacks/platform/definitions";

/** What the other checks can do without. Every other component has to be there, or the installation fails. */
const DISPENSABLE: readonly ComponentName[] = [
  "magda",
  "grafana",
  "alloy",
  "promtail",
  "envoy-gateway",
  "cert-manager",
  "gateway",
];

const NAMESPACE = "ivcap-test-images";
const MINUTES = 10;

/** A component that this cluster cannot run, and why. */
export interface Unavailable {
  readonly component: ComponentName;
  readonly because: string;
}

/** Pulls the images of each dispensable component in a namespace of its own. @returns those that cannot be had in full */
export async function unavailable(kubectl: Kubectl, environment: Environment): Promise<Unavailable[]> {
  const asked = installedIn(environment)
    .filter(({ name }) => DISPENSABLE.includes(name))
    .map(({ name }) => ({ component: name, images: imagesOf(environment, name) }));
  const missing = await missingAmong(kubectl, [...new Set(asked.flatMap(({ images }) => images))]);
  const lacking = asked.flatMap(({ component, images }) => {
    const lost = images.filter((image) => missing.has(image));
    const because = `these images cannot be had here: ${lost.join(", ")}`;
    return lost.length === 0 ? [] : [{ component, because }];
  });
  return withThoseThatNeedThem(lacking, installedIn(environment));
}

/** What needs a component that is left out is left out too. @param installed each behind those that it needs */
export function withThoseThatNeedThem(
  lacking: readonly Unavailable[],
  installed: readonly Pick<ComponentDefinition, "name" | "needs">[],
): Unavailable[] {
  const all = [...lacking];
  const isOut = (name: ComponentName) => all.some(({ component }) => component === name);
  for (const { name, needs } of installed) {
    const needed = needs.find(isOut);
    if (needed !== undefined && !isOut(name)) all.push({ component: name, because: `it needs ${needed}` });
  }
  return all;
}

/** The environment's change that leaves these components out. */
export const without = (components: readonly Unavailable[]): Partial<Environment> => ({
  components: Object.fromEntries(components.map(({ component }) => [component, { install: false }])),
});

const imagesOf = (environment: Environment, name: ComponentName): string[] =>
  Object.keys(pins[name].images).map((image) => imageOf(environment, name, image as never).reference);

async function missingAmong(kubectl: Kubectl, images: readonly string[]): Promise<Set<string>> {
  if (images.length === 0) return new Set();
  await kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } });
  try {
    await Promise.all(images.map((image, index) => kubectl.apply(pod(`image-${index}`, image))));
    const judged = async () => {
      const pods = await kubectl.list("pods", "-n", NAMESPACE);
      const seen = pods.map((each) => ({ image: imageIn(each.spec), isThere: verdict(each.status) }));
      return seen.some(({ isThere }) => isThere === undefined) ? undefined : seen;
    };
    const seen = await eventually(MINUTES * 60, judged);
    const there = seen?.filter(({ isThere }) => isThere).map(({ image }) => image) ?? [];
    return new Set(images.filter((image) => !there.includes(image)));
  } finally {
    await kubectl.run(["delete", "namespace", NAMESPACE, "--ignore-not-found"]);
  }
}

/** A variable from a map that is not there: the image is pulled, and nothing of it is started. */
const pod = (name: string, image: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: NAMESPACE },
  spec: {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: "image",
        image,
        imagePullPolicy: "IfNotPresent",
        env: [{ name: "NONE", valueFrom: { configMapKeyRef: { name: "none", key: "none" } } }],
      },
    ],
  },
});

const imageIn = (spec: Record<string, unknown> = {}) =>
  (spec.containers as { image: string }[] | undefined)?.[0]?.image ?? "";

/** Kubernetes pulls first and starts then: whatever goes wrong later, the image was there. */
export function verdict(status: Record<string, unknown> | undefined): boolean | undefined {
  const [container] = (status?.containerStatuses ?? []) as { state?: { waiting?: { reason?: string } } }[];
  const reason = container?.state?.waiting?.reason;
  if (reason === "CreateContainerConfigError") return true;
  return reason === "ImagePullBackOff" || reason === "InvalidImageName" ? false : undefined;
}
