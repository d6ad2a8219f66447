import type { Environment } from "../../environments/schema";
import { installedIn } from "../../stacks/platform/definitions";
import { type JsonObject, resourcesOf, type StackJson } from "../support/stack-json";
import type { Finding } from "./finding";
import type { Rendered } from "./rendered";
import { claimedBy, claimFindings, requestFindings, startedBy } from "./request-rules";

/** Claims that the stack makes itself, of one component. */
const claimsOf = (stack: StackJson, component: string): JsonObject[] =>
  resourcesOf(stack, "kubernetes_persistent_volume_claim_v1")
    .filter(
      (body) => (body["//"] as { metadata: { path: string } }).metadata.path.split("/")[1] === component,
    )
    .map(({ spec }) => ({ kind: "PersistentVolumeClaim", spec: spec ?? null }));

/** Holds what each component's definition says of pods and claims against everything that it starts. */
export const sizeFindings = (
  environment: Environment,
  stack: StackJson,
  rendered: readonly Rendered[],
): Finding[] =>
  installedIn(environment).flatMap((definition) => {
    const component = definition.name;
    const releases = rendered.filter(({ release }) => release.component === component);
    const pods = releases.flatMap(({ objects, release }) => startedBy(objects, release.namespace));
    const claims = claimedBy([...releases.flatMap(({ objects }) => objects), ...claimsOf(stack, component)]);
    return [
      ...requestFindings(definition, environment, pods),
      ...claimFindings(definition, environment, claims),
    ].map((finding) => ({ component, ...finding }));
  });
