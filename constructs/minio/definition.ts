import type { ComponentDefinition } from "../definition";
import { flow, pods } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { objectStoreKind } from "../object-store";
import { fixed, generated, type SecretDefinition } from "../secrets/definition";
import { serversOf } from "./servers";
import { runs, volumes } from "./sizes";
import { userSecretName, users } from "./users";

const namespace = externalNamespace("minio");
export const server = pods(namespace.name, "minio", { app: "minio", release: "minio" });
/** The chart's own job: policies and buckets. */
const provisioning = pods(namespace.name, "minio provisioning", { app: "minio-job" });
/** Our job: users and what they may do. */
export const userJob = pods(namespace.name, "minio user job", { "app.kubernetes.io/name": "minio-users" });

/** Nobody but the jobs that set the store up uses it. */
export const rootUser = "platform-root";
export const rootSecret: SecretDefinition = {
  name: "minio-root",
  home: namespace.name,
  type: "Opaque",
  values: { rootUser: fixed(rootUser), rootPassword: generated() },
  readers: [
    { namespace: namespace.name, who: "MinIO and the two jobs that set up policies, buckets and users" },
  ],
  rotation: "MinIO restarts with the new password; the jobs run again with it. No workload uses it.",
};

export const minio = {
  name: "minio",
  role: "Object store of orders' data and logs. One user per workload, each for its own bucket only.",
  namespace,
  holdsData: true,
  wanted: (environment) => objectStoreKind(environment) === "minio",
  needs: [],
  entrance: { pods: server, url: "http://minio.minio.svc.cluster.local:9000" },
  flows: (environment) => [
    flow(provisioning, server, 9000, "policies and buckets"),
    flow(userJob, server, 9000, "users"),
    ...(serversOf(environment).servers > 1 ? [flow(server, server, 9000, "parts of objects")] : []),
  ],
  runs,
  volumes,
  secrets: [
    rootSecret,
    ...users.map(
      ({ user, readers }): SecretDefinition => ({
        name: userSecretName(user),
        home: namespace.name,
        type: "Opaque",
        values: { accessKey: fixed(user), secretKey: generated() },
        readers: [{ namespace: namespace.name, who: "the job that makes MinIO's users" }, ...readers],
        rotation:
          "The user job runs again and sets the new secret key; the workload takes it at its next start.",
      }),
    ),
  ],
  backup:
    "The component `backup` copies the objects of `ivcap-objects`; the logs in `loki-chunks` are not saved: they tell of what was, and nothing is rebuilt from them.",
  replacement:
    "A site's own S3 store (`install: false` with its address), with the buckets and users that are listed here. Copy the buckets first, `rclone sync` does it. On AWS, S3 itself takes its place (`objectStore: {kind: s3}`), for every workload.",
} satisfies ComponentDefinition;
