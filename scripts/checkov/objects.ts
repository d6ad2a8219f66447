import type { Rendered } from "../render/rendered";
import { type Json, type JsonObject, resourcesOf, type StackJson } from "../support/stack-json";

/** What Checkov is shown of a release: every object in its namespace. Definitions of kinds hold nothing that it judges. */
export const shownOf = ({ release, objects }: Rendered): JsonObject[] =>
  objects
    .filter(({ kind }) => kind !== "CustomResourceDefinition")
    .map((object) => ({
      ...object,
      metadata: { namespace: release.namespace, ...(object.metadata as JsonObject) },
    }));

/** The policies that Terraform makes, as Kubernetes objects, so that Checkov finds each pod's. */
export const policiesOf = (stack: StackJson): JsonObject[] =>
  resourcesOf(stack, "kubernetes_network_policy_v1").map(({ metadata, spec }) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: camelCased(metadata ?? null),
    spec: camelCased(spec ?? null),
  }));

/** Keys as Kubernetes writes them; labels and annotations are nobody's keys. */
function camelCased(value: Json, key = ""): Json {
  if (Array.isArray(value)) return value.map((each) => camelCased(each));
  if (typeof value !== "object" || value === null || /(labels|annotations)$/.test(key)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camelCased(each, name),
    ]),
  );
}
