import { EnvironmentError, PLACEHOLDER } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../cluster/access";

/**
 * Refuses settings that would do nothing on this cluster, and a zone that does not hold the domain.
 * @throws EnvironmentError with a line for each
 */
export function refuseIdle(environment: Environment, cluster: ClusterAccess): void {
  const { file, target, components, objectStore, backups } = environment;
  const problems = [
    ...(objectStore?.kind === "s3" && components?.minio !== undefined
      ? [
          `${file}: components.minio: found: settings of MinIO; allowed with objectStore.kind: s3: nothing, since it is not installed; remove them, or set objectStore.kind: minio`,
        ]
      : []),
    ...(cluster.backups !== undefined && backups?.storage !== undefined
      ? [
          `${file}: backups.storage: found: ${backups.storage}; allowed with the target ${target}: nothing, since backups go to a bucket, which has no size; remove it`,
        ]
      : []),
    ...outsideZone(environment),
  ];
  if (problems.length > 0) throw new EnvironmentError(problems.join("\n"));
}

function outsideZone({ file, domain, dns }: Environment): string[] {
  if (dns === undefined || [domain, dns.zone].includes(PLACEHOLDER)) return [];
  if (domain === dns.zone || domain.endsWith(`.${dns.zone}`)) return [];
  const parent = domain.split(".").slice(1).join(".");
  return [
    `${file}: dns.zone: found: ${dns.zone}; allowed: a zone that holds the domain ${domain}: itself or one above it; did you mean ${parent.includes(".") ? parent : domain}?`,
  ];
}
