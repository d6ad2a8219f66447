import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { server } from "../minio/definition";
import { pooler } from "../postgres/definition";
import { runs, volumes } from "./sizes";

const namespace = externalNamespace("backup");
const named = (name: string) => pods(namespace.name, `${name} job`, { "app.kubernetes.io/name": name });

/** Dumps and copies, by the schedule. */
export const backupPods = named("backup");
/** Puts a backup back; nothing runs it but a person. */
export const restorePods = named("restore");
/** Says which backups there are: reads the destination, and reaches nothing. */
export const listPods = named("list");

export const backup = {
  name: "backup",
  role: "Backs up the databases and the objects to a place that is neither of them, and restores from there.",
  namespace,
  holdsData: true,
  needs: ["postgres", "minio", "secret-replicator"],
  flows: () => [
    flow(backupPods, pooler, 5432, "dumps"),
    flow(backupPods, server, 9000, "objects"),
    flow(restorePods, pooler, 5432, "databases"),
    flow(restorePods, server, 9000, "objects"),
  ],
  runs,
  volumes,
  secrets: [],
  backup:
    "It is the backup. Its volume is the only copy of what was lost elsewhere: on Minikube it goes with the cluster, so copy it away where that matters (docs/operations/README.md).",
  replacement:
    "A site that backs up its databases and buckets itself leaves it out (`install: false`). Where the backups go is one function, `constructs/backup/destination.ts`.",
} as const satisfies ComponentDefinition;
