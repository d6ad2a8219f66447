import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess, ZoneProvider } from "../../stacks/cluster/access";
import { ownOrOurs } from "../own";
import { issuerOf } from "./tls";

/**
 * The cloud's zone that the deployment may change, and who changes it there; undefined where people make the records.
 * @throws EnvironmentError where the cluster's target has no zones
 */
export function zoneOf(
  { file, target, dns }: Environment,
  { zones }: ClusterAccess,
): { readonly zone: string; readonly provider: ZoneProvider } | undefined {
  if (dns === undefined) return undefined;
  if (zones) return { zone: dns.zone, provider: zones };
  throw new EnvironmentError(
    `${file}: dns: found: the zone ${dns.zone}; allowed with the target ${target}: nothing, since it has no zones; remove it, and make the record yourself`,
  );
}

/**
 * Whether an authority is shown by the zone, instead of by HTTP, that the domain is ours: then nobody has to reach it before. A site's own
 * cert-manager is no identity of ours, and may not change the zone.
 */
export const isProvenByZone = (environment: Environment, cluster: ClusterAccess) =>
  issuerOf(environment, cluster) === "acme" &&
  zoneOf(environment, cluster) !== undefined &&
  (ownOrOurs(environment, "cert-manager").install ?? true);

/** Whether records are made for us, or printed for people to make. */
export const managesRecords = ({ dns }: Environment) => dns?.records === "managed";
