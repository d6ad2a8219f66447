import { storageClassName } from "../../constructs/storage/definition";
import { volumeFindings } from "../../scripts/render/volume-rules";
import type { JsonObject } from "../../scripts/support/stack-json";

const claim = (storageClassName?: string) => ({
  spec: { ...(storageClassName ? { storageClassName } : {}) },
});
const askingFor = (name?: string): Record<string, JsonObject> => ({
  "a claim": { kind: "PersistentVolumeClaim", metadata: { name: "data" }, ...claim(name) },
  "a claim of each pod": {
    kind: "StatefulSet",
    metadata: { name: "data" },
    spec: { volumeClaimTemplates: [claim(name)] },
  },
  "a database": {
    kind: "Cluster",
    metadata: { name: "data" },
    spec: { storage: name ? { storageClass: name } : {} },
  },
});

test("volumes of our class are not complained about, nor objects that ask for none", () => {
  const without = { kind: "StatefulSet", metadata: { name: "none" }, spec: {} };
  expect(volumeFindings([...Object.values(askingFor(storageClassName)), without])).toEqual([]);
});

test.each([["standard"], [undefined]])("a volume of the class %s is refused, whoever asks for it", (name) => {
  for (const object of Object.values(askingFor(name))) {
    expect(volumeFindings([object])).toEqual([
      {
        rule: "storage class",
        where: `${object.kind}/data`,
        says: `found: ${name ?? "nothing"}; allowed: ${storageClassName}`,
      },
    ]);
  }
});
