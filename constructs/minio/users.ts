import type { SecretReader } from "../secrets/definition";

/** A user of the object store: a workload, and what it may do in one bucket. */
export interface User {
  readonly user: string;
  readonly bucket: string;
  readonly access: "read-only" | "read-write";
  readonly readers: readonly SecretReader[];
}

/** What analytics services read and produce: the one bucket that backups hold. */
export const objectsBucket = "ivcap-objects";

/** Never MinIO's default user, never the root user: each workload has its own (docs/architecture.md). */
export const users = [
  {
    user: "ivcap",
    bucket: objectsBucket,
    access: "read-write",
    readers: [{ namespace: "ivcap", who: "api-gateway and data-proxy" }],
  },
  {
    user: "loki",
    bucket: "loki-chunks",
    access: "read-write",
    readers: [{ namespace: "logging", who: "Loki" }],
  },
  {
    user: "backup",
    bucket: objectsBucket,
    access: "read-only",
    readers: [{ namespace: "backup", who: "the copying of each backup" }],
  },
  {
    user: "restore",
    bucket: objectsBucket,
    access: "read-write",
    readers: [{ namespace: "backup", who: "a restore, which only a person starts" }],
  },
] as const satisfies readonly User[];

export type UserName = (typeof users)[number]["user"];

export const userSecretName = (user: UserName) => `minio-${user}` as const;
export const policyName = ({ bucket, access }: Pick<User, "bucket" | "access">) => `${bucket}-${access}`;
