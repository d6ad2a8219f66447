import type { Json, JsonObject } from "../support/stack-json";

/** A pod that an object makes, with its containers. */
export interface Pod {
  /** `Deployment/minio`. */
  readonly owner: string;
  readonly namespace: string;
  readonly spec: JsonObject;
  readonly containers: readonly JsonObject[];
}

/** Where the kinds that make pods keep the pod's spec. */
const SPEC: Readonly<Record<string, readonly string[]>> = {
  Pod: ["spec"],
  CronJob: ["spec", "jobTemplate", "spec", "template", "spec"],
  ...Object.fromEntries(
    ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"].map((kind) => [
      kind,
      ["spec", "template", "spec"],
    ]),
  ),
};

export const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (node, key) => (typeof node === "object" && node !== null ? (node as JsonObject)[key] : undefined),
    value,
  );

export const listAt = (value: Json | undefined, ...path: string[]): JsonObject[] => {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as JsonObject[]) : [];
};

/** @param release the namespace of objects that name none */
export function podsOf(objects: readonly JsonObject[], release: string): Pod[] {
  return objects.flatMap((object) => {
    const path = SPEC[String(object.kind)];
    const spec = path && at(object, ...path);
    if (!spec) return [];
    return {
      owner: `${object.kind}/${at(object, "metadata", "name")}`,
      namespace: String(at(object, "metadata", "namespace") ?? release),
      spec: spec as JsonObject,
      containers: [...listAt(spec, "initContainers"), ...listAt(spec, "containers")],
    };
  });
}
