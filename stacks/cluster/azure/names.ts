import { createHash } from "node:crypto";
import type { Environment } from "../../../environments/schema";
import { prefixOf, settingsOf } from "../settings";

/** The strictest name that ours is in is the cluster's DNS prefix. https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
export const LONGEST_PREFIX = 54;

/** Names that Azure wants, known at synth. */
export function namesOf(environment: Environment) {
  const prefix = prefixOf(environment);
  return {
    prefix,
    /** Made by AKS, for what it makes itself: node sets, load balancers, disks. */
    nodeGroup: `${prefix}-nodes`,
    ...worldwide(environment),
  };
}

/**
 * Of the whole world's storage accounts and registries, 24 letters and digits at the most: the environment's name, cut, and what tells it
 * from others of the same name.
 */
function worldwide(environment: Environment) {
  const { subscription } = settingsOf(environment, "azure");
  const digest = createHash("sha256").update(`${subscription}/${environment.name}`).digest("hex");
  const name = environment.name.replaceAll(/[^a-z0-9]/g, "").slice(0, 9);
  const unique = `ivcap${name}${digest.slice(0, 10)}`;
  return { backupAccount: unique, registry: unique };
}

/** The container of the account that holds backups and nothing else. */
export const BACKUP_CONTAINER = "backups";

/** The group that the zone of `dns.zone` is in: where it stood before, or one of ours with nothing else in it. */
export const groupOfZone = (environment: Environment): string =>
  settingsOf(environment, "azure").zoneGroup ?? `${namesOf(environment).prefix}-dns`;
