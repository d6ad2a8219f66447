import { toValues } from "../../../constructs/chart-release";
import { valuesOf } from "../../../scripts/support/releases";
import type { Json, JsonObject } from "../../../scripts/support/stack-json";
import type { Deployment } from "../../support/stacks";
import { at, listAt, objectAt, type Resource, resources } from "./resources";

export interface Release extends Resource {
  readonly name: string;
  readonly namespace: string;
  /** As Helm gets them: Terraform's escapes taken off. */
  readonly values: JsonObject;
}

export const releases = (deployment: Deployment): Release[] =>
  resources(deployment, "helm_release").map(({ address, body }) => ({
    address,
    body,
    name: String(body.name),
    namespace: String(body.namespace),
    values: valuesOf(body),
  }));

/** The objects that our own chart `manifests` applies. */
export const manifests = (deployment: Deployment) =>
  releases(deployment).flatMap(({ address, namespace, values }) =>
    listAt(values, "manifests").map((manifest) => {
      const object = objectAt(manifest);
      const name = `${address}: ${object.kind} ${at(object, "metadata", "name")}`;
      return { name, namespace: String(at(object, "metadata", "namespace") ?? namespace), object };
    }),
  );

/** Where each kind has its pod. */
const POD: Readonly<Record<string, string[]>> = {
  Pod: ["spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
};

/** What will run: the pods in our manifests, jobs by a schedule and deployments alike. */
export const podSpecs = (deployment: Deployment) =>
  manifests(deployment).flatMap(({ name, object }) => {
    const spec = at(object, ...(POD[String(object.kind)] ?? ["spec", "template", "spec"]));
    return spec === undefined ? [] : [{ name, spec: objectAt(spec) }];
  });

/** Changes a release's values in place, to spoil them. */
export function revise(deployment: Deployment, release: string, change: (values: JsonObject) => void): void {
  const found = releases(deployment).find(({ name }) => name === release);
  if (!found) throw new Error(`no release ${release}`);
  change(found.values);
  found.body.values = [toValues(found.values)];
}

/** The same for one manifest of a release of ours. */
export const reviseManifest = (
  deployment: Deployment,
  release: string,
  kind: string,
  change: (object: JsonObject) => void,
) =>
  revise(deployment, release, (values) => {
    const found = listAt(values, "manifests").find((each: Json) => at(each, "kind") === kind);
    change(objectAt(found));
  });
