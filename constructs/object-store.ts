import { EnvironmentError } from "../environments/load";
import type { Environment } from "../environments/schema";
import type { ClusterAccess, ObjectStore } from "../stacks/cluster/access";

/** Where an environment keeps its objects, logs included: MinIO's place in the cluster, or the cloud's own store. */
export const objectStoreKind = ({ objectStore }: Environment) => objectStore?.kind ?? "minio";

/**
 * The cloud's own store, which pods use by their identity, without a key; undefined where objects are in MinIO.
 * @throws EnvironmentError where the cluster has none
 */
export function cloudStore(
  environment: Environment,
  { objectStore }: ClusterAccess,
): ObjectStore | undefined {
  const kind = objectStoreKind(environment);
  if (kind === "minio") return undefined;
  if (objectStore?.kind === kind) return objectStore;
  throw new EnvironmentError(
    `${environment.file}: objectStore.kind: found: ${kind}; allowed with the target ${environment.target}: minio; write minio, or leave it out`,
  );
}
