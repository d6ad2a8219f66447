/**
 * Where backups go: the one place that knows. The scripts speak of `destination:`, a remote of rclone, so that S3 or Blob is
 * another set of variables here and no volume. On a target without such a store it is a volume of its own.
 */
export interface Destination {
  /** Variables that make rclone's remote `destination:`. */
  readonly env: readonly object[];
  readonly volumes: readonly object[];
  readonly mounts: readonly { readonly name: string; readonly mountPath: string }[];
}

const PATH = "/destination";

export const claimDestination = (claim: string): Destination => ({
  env: [
    { name: "RCLONE_CONFIG_DESTINATION_TYPE", value: "alias" },
    { name: "RCLONE_CONFIG_DESTINATION_REMOTE", value: PATH },
  ],
  volumes: [{ name: "destination", persistentVolumeClaim: { claimName: claim } }],
  mounts: [{ name: "destination", mountPath: PATH }],
});
