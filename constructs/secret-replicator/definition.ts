import type { ComponentDefinition } from "../definition";
import { pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { runs } from "./sizes";

const namespace = externalNamespace("replicator");
const replicator = pods(namespace.name, "secret replicator", {
  "app.kubernetes.io/name": "kubernetes-replicator",
  "app.kubernetes.io/instance": "secret-replicator",
});

export const secretReplicator = {
  name: "secret-replicator",
  role: "Copies secrets from the namespace that owns them to exactly the namespaces that read them.",
  namespace,
  holdsData: false,
  needs: [],
  flows: () => [toApiServer(replicator, "copies")],
  runs,
  secrets: [],
  backup: "It holds nothing. Copies are made again from their sources.",
  replacement:
    "A site's own replicator does as well (`install: false`), if it reads the annotation `replicator.v1.mittwald.de/replicate-to`. Another product means other annotations in `constructs/secrets/index.ts`, and nothing else.",
} as const satisfies ComponentDefinition;
