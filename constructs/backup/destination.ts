import type { BackupStore, PodIdentity } from "../../stacks/cluster/access";

/**
 * Where backups go: the one place that knows. The scripts speak of `destination:`, a remote of rclone that is told by variables: a volume of
 * the cluster, or a bucket of the cloud that the pods use by their identity.
 */
export interface Destination {
  /** Variables that make rclone's remote `destination:`. */
  readonly env: readonly object[];
  readonly volumes: readonly object[];
  readonly mounts: readonly { readonly name: string; readonly mountPath: string }[];
  /** What the pods are to the cloud. @default nothing: they run as the namespace's default account, which has no token */
  readonly identity?: PodIdentity;
}

const PATH = "/destination";
const remote = (name: string, settings: Readonly<Record<string, string>>) =>
  Object.entries(settings).map(([key, value]) => ({ name: `RCLONE_CONFIG_${name}_${key}`, value }));
/** A remote by another name: a folder, or a bucket of a remote. */
const alias = (path: string) => remote("DESTINATION", { TYPE: "alias", REMOTE: path });

export const claimDestination = (claim: string): Destination => ({
  env: alias(PATH),
  volumes: [{ name: "destination", persistentVolumeClaim: { claimName: claim } }],
  mounts: [{ name: "destination", mountPath: PATH }],
});

/** Nothing but the store's name: who may use it, and how it encrypts, is said where it is made. */
export const cloudDestination = (store: BackupStore, identity: PodIdentity): Destination => ({
  env: [...remote("CLOUD", remoteOf(store)), ...alias(`cloud:${placeOf(store)}`)],
  volumes: [],
  mounts: [],
  identity,
});

const placeOf = (store: BackupStore) => (store.kind === "s3" ? store.bucket : store.container);

/** https://rclone.org/s3, https://rclone.org/azureblob: both find by themselves the credentials of the pod's identity. */
function remoteOf(store: BackupStore): Record<string, string> {
  switch (store.kind) {
    case "s3":
      return {
        TYPE: "s3",
        PROVIDER: "AWS",
        ENV_AUTH: "true",
        REGION: store.region,
        NO_CHECK_BUCKET: "true", // it may not make one
      };
    case "blob":
      return { TYPE: "azureblob", ENV_AUTH: "true", ACCOUNT: store.account, NO_CHECK_CONTAINER: "true" };
  }
}
