import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../../stacks/cluster/access";
import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { server } from "../minio/definition";
import { cloudStore } from "../object-store";
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

/** The account of its pods, where the cloud knows them by it. */
export const account = "backup";

/**
 * Whether a backup holds the objects. The cloud's own store keeps them by itself, in several places and with every version for a time
 * (docs/decisions/0017).
 */
export const savesObjects = (environment: Environment, cluster: ClusterAccess) =>
  cloudStore(environment, cluster) === undefined;

export const backup = {
  name: "backup",
  role: "Backs up the databases and the objects to a place that is neither of them, and restores from there.",
  namespace,
  holdsData: true,
  needs: ["postgres", "minio", "secret-replicator"],
  flows: (environment, cluster) => [
    flow(backupPods, pooler, 5432, "dumps"),
    flow(restorePods, pooler, 5432, "databases"),
    ...(savesObjects(environment, cluster)
      ? [flow(backupPods, server, 9000, "objects"), flow(restorePods, server, 9000, "objects")]
      : []),
  ],
  runs,
  volumes,
  cloudWorkloads: (_, { backups }) =>
    backups
      ? [
          {
            name: "backup",
            namespace: namespace.name,
            serviceAccount: account,
            grants: ["backups"],
            pods: [backupPods, restorePods, listPods],
          },
        ]
      : [],
  secrets: [],
  backup:
    "It is the backup. On a cloud it is a bucket outside the cluster; on Minikube a volume that goes with the cluster, so copy it away where that matters (docs/operations/README.md).",
  replacement:
    "A site that backs up its databases and buckets itself leaves it out (`install: false`). Where the backups go is one function, `constructs/backup/destination.ts`.",
} as const satisfies ComponentDefinition;
