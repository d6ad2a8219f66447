import { storageClassName } from "../../constructs/storage/definition";
import type { Json, JsonObject } from "../support/stack-json";
import type { PodFinding } from "./pod-rules";
import { at, listAt } from "./pods";

/** Where objects ask for a volume: claims, their templates, and what CloudNativePG makes claims from. */
function classesOf(object: JsonObject): readonly (Json | undefined)[] {
  const own = at(object, "spec", "storageClassName");
  switch (object.kind) {
    case "PersistentVolumeClaim":
      return [own];
    case "StatefulSet":
      return listAt(object, "spec", "volumeClaimTemplates").map((claim) =>
        at(claim, "spec", "storageClassName"),
      );
    case "Cluster":
      return ["storage", "walStorage"]
        .map((part) => at(object, "spec", part))
        .filter((part) => part !== undefined)
        .map((part) => at(part, "storageClass"));
    default:
      return [];
  }
}

/** Claims of another class than ours, a chart's default claim included. */
export const volumeFindings = (objects: readonly JsonObject[]): PodFinding[] =>
  objects.flatMap((object) =>
    classesOf(object)
      .filter((found) => found !== storageClassName)
      .map((found) => ({
        rule: "storage class",
        where: `${object.kind}/${at(object, "metadata", "name")}`,
        says: `found: ${found ?? "nothing"}; allowed: ${storageClassName}`,
      })),
  );
