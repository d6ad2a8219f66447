import { type Flow, type Pods, toIdentityService, toInternet } from "./isolation/flows";

/**
 * What a workload may do in the cloud that the cluster runs in. Each target turns it into the rights of one identity: nothing but
 * these buckets, this zone.
 *
 * - `objects`: read, write and delete in `ivcap-objects`; `logs`: the same in `loki-chunks`. Only where the cloud holds the objects.
 * - `backups`: read, write and delete where backups go
 * - `dns`: change records of the environment's zone
 */
export type CloudGrant = "objects" | "logs" | "backups" | "dns";

/** Pods of one service account that are an identity of the cloud: no password, no key. */
export interface CloudWorkload {
  /** Unique; names the identity. */
  readonly name: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly grants: readonly CloudGrant[];
  /** Its pods: what they need to be that identity and to use it is opened to them, and to no others. */
  readonly pods: readonly Pods[];
}

/** What pods that are an identity of the cloud reach: the cloud, and where it gives credentials by an address, that one. */
export const cloudFlows = ({ pods }: CloudWorkload): Flow[] =>
  pods.flatMap((each) => [toInternet(each, "cloud services"), toIdentityService(each)]);
