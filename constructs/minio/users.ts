import type { SecretReader } from "../secrets/definition";

/** A user of the object store: a workload, and the one bucket it may use. */
interface User {
  readonly user: string;
  readonly bucket: string;
  readonly readers: readonly SecretReader[];
}

/** Never MinIO's default user, never the root user: each workload has its own (docs/architecture.md). */
export const users = [
  {
    user: "ivcap",
    bucket: "ivcap-objects",
    readers: [{ namespace: "ivcap", who: "api-gateway and data-proxy" }],
  },
  { user: "loki", bucket: "loki-chunks", readers: [{ namespace: "logging", who: "Loki" }] },
  // Its readers come with the backups of Postgres and of objects.
  { user: "backup", bucket: "backups", readers: [] },
] as const satisfies readonly User[];

export type UserName = (typeof users)[number]["user"];

export const userSecretName = (user: UserName) => `minio-${user}` as const;
export const policyName = ({ bucket }: Pick<User, "bucket">) => `${bucket}-read-write`;
