import type { Environment } from "../../environments/schema";
import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import { logging } from "../logging/namespace";
import { server as objectStore } from "../minio/definition";
import { cloudStore } from "../object-store";
import { addressOf } from "../own";
import { runs, volumes } from "./sizes";

export const server = pods(logging.name, "loki", {
  "app.kubernetes.io/name": "loki",
  "app.kubernetes.io/instance": "loki",
});

/**
 * Said by whoever writes or reads: one tenant for all of the platform, in which an order is found by its labels. It is no proof of anything;
 * who may connect at all is decided by the flows.
 */
export const tenant = { header: "X-Scope-OrgID", name: "ivcap" } as const;

export const loki = {
  name: "loki",
  role: "Keeps every pod's log lines after the pod is gone, for as long as `logs.retention` says.",
  namespace: logging,
  // Lines of the last hours are on its volume only: it writes to the object store when a chunk is full or two hours old.
  holdsData: true,
  needs: ["minio", "secret-replicator"],
  entrance: { pods: server, url: `http://loki.${logging.name}.svc.cluster.local:3100` },
  flows: (environment, cluster) =>
    cloudStore(environment, cluster) ? [] : [flow(server, objectStore, 9000, "chunks and index")],
  cloudWorkloads: (environment, cluster) =>
    cloudStore(environment, cluster)
      ? [
          {
            name: "loki",
            namespace: logging.name,
            serviceAccount: "loki", // as its chart calls it
            grants: ["logs"],
            pods: [server],
          },
        ]
      : [],
  runs,
  volumes,
  secrets: [],
  backup:
    "Logs are not backed up. Chunks and index are objects in the bucket `loki-chunks` of the object store; what is not there yet, two hours at most, is on its volume.",
  replacement:
    "A site's own Loki 3 (`install: false` with its address), which has to take the tenant `ivcap`. Old lines stay where they are: let both be asked until `logs.retention` has passed.",
} as const satisfies ComponentDefinition;

/** Where shippers write to. */
export const pushUrl = (environment: Environment) => `${addressOf(environment, loki).url}/loki/api/v1/push`;
