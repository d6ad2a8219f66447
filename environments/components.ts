import type Type from "typebox";
import { type ComponentName, pins } from "../constructs/pins";
import { count, optional, strict, text } from "./parts";

/** What every component can have overridden: its chart and its images, by the names of the table of pins. */
function pinned<N extends ComponentName>(name: N) {
  const images = pins[name].images as Record<string, string>;
  return {
    chart: optional(
      strict(
        {
          version: optional(text("version", `Chart version. Default: ${pins[name].version}`)),
          repository: optional(text("repository", `Chart repository. Default: ${pins[name].repository}`)),
        },
        `Overrides the pinned chart ${pins[name].chart}`,
      ),
    ),
    images: optional(
      strict(
        Object.fromEntries(
          Object.entries(images).map(([key, image]) => [key, optional(text("image", `Default: ${image}`))]),
        ),
        "Overrides pinned images",
      ),
    ),
  };
}

/** What one component can be told: chart and images, and the settings of its own. */
const component = <N extends ComponentName, T extends Type.TProperties>(
  name: N,
  description: string,
  settings: T,
) => optional(strict({ ...pinned(name), ...settings }, description));

export const Components = strict(
  {
    "secret-replicator": component(
      "secret-replicator",
      "Copies secrets to the namespaces that read them",
      {},
    ),
    "postgres-operator": component("postgres-operator", "CloudNativePG's operator", {}),
    postgres: component("postgres", "The Postgres cluster", {
      instances: optional(count(1, 9, "Database instances: one primary, the rest standbys. Default: 1")),
      storage: optional(text("quantity", "Volume of each instance. Default: 20Gi")),
    }),
    minio: component("minio", "The object store", {
      storage: optional(text("quantity", "Volume of the object store. Default: 20Gi")),
    }),
    "argo-workflows": component("argo-workflows", "The engine that runs orders", {}),
  },
  "Overrides per component",
);
