import { storageClassName } from "../../constructs/storage/definition";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";
import { namespacesOf } from "../../stacks/platform/definitions";
import type { Kubectl, KubernetesObject } from "../support/kubectl";
import { requireContext, requireKubectl } from "../support/requirements";
import { command, type Leftover, type Sweeper } from "./leftover";

/** Groups of the custom resources that the charts define. */
const GROUPS = [
  "cnpg.io",
  "argoproj.io",
  "cert-manager.io",
  "gateway.networking.k8s.io",
  "gateway.envoyproxy.io",
];
/** Kinds without a namespace that charts bring. */
const CLUSTER_WIDE = [
  "clusterroles",
  "clusterrolebindings",
  "validatingwebhookconfigurations",
  "mutatingwebhookconfigurations",
];
/** Helm notes on each object which release it is of. */
const RELEASE = "meta.helm.sh/release-namespace";

/** What a deployment left in a cluster that outlives it. */
export function minikubeSweeper(environment: Environment): Sweeper {
  const { context } = accessOf(environment);
  const ours = namespacesOf(environment).map(({ name }) => name);
  return {
    place: `the cluster of context ${context}`,
    async leftovers() {
      await requireKubectl();
      const kubectl = await requireContext(context);
      const [namespaces, wide, volumes, classes] = await Promise.all([
        kubectl.list("namespaces"),
        kubectl.list(CLUSTER_WIDE.join(",")),
        kubectl.list("persistentvolumes"),
        kubectl.list("storageclasses"),
      ]);
      const left = leftIn(context);
      return [
        ...named(namespaces, ours).map((each) => left("namespace", each, "its name")),
        ...wide.flatMap((each) => {
          const namespace = each.metadata.annotations?.[RELEASE];
          if (namespace === undefined || !ours.includes(namespace)) return [];
          return [left(each.kind.toLowerCase(), each, `of a release in ${namespace}`)];
        }),
        ...volumes
          .filter(({ spec }) => spec?.storageClassName === storageClassName)
          .map((each) => ({
            ...left("persistentvolume", each, `of the class ${storageClassName}, for ${claimOf(each)}`),
            holdsData: true,
          })),
        ...named(classes, [storageClassName]).map((each) => left("storageclass", each, "its name")),
        ...(await kept(kubectl, left)),
      ];
    },
  };
}

type Left = (kind: string, object: KubernetesObject, because: string) => Leftover;

const leftIn =
  (context: string): Left =>
  (kind, { metadata: { name: id } }, because) => ({
    ...{ kind, id, because },
    remove: command("kubectl", "--context", context, "delete", kind, id),
  });

const named = (objects: readonly KubernetesObject[], names: readonly string[]) =>
  objects.filter(({ metadata }) => names.includes(metadata.name));

const claimOf = ({ spec }: KubernetesObject) => {
  const { namespace, name } = (spec?.claimRef ?? {}) as { namespace?: string; name?: string };
  return name === undefined ? "no claim" : `${namespace}/${name}`;
};

/** Charts keep their definitions, since deleting one deletes every object of its kind, whoever made it. */
async function kept(kubectl: Kubectl, left: Left): Promise<Leftover[]> {
  const definitions = await kubectl.list("customresourcedefinitions");
  return definitions
    .filter(({ metadata: { name } }) => GROUPS.some((group) => name.endsWith(`.${group}`)))
    .map((each) => ({
      ...left("customresourcedefinition", each, "a chart of ours brings it"),
      kept: "charts keep it, since every object of its kind goes with it",
    }));
}
