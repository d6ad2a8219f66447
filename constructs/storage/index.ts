import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { commonLabels } from "../metadata";
import { storageClassName } from "./definition";

export interface DataStorageProps {
  readonly cluster: ClusterAccess;
  readonly isProtected: boolean;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Our storage class on this target. Kubernetes lets nobody change a class, so that another reclaim policy replaces it: volumes that
 * exist keep the policy they were made with, and the next ones get the new.
 */
export class DataStorage extends Construct {
  readonly storageClass: StorageClassV1;

  constructor(scope: Construct, id: string, { cluster, isProtected, dependsOn }: DataStorageProps) {
    super(scope, id);
    const { provisioner, parameters, expandable } = cluster.storage;
    this.storageClass = new StorageClassV1(this, "class", {
      metadata: { name: storageClassName, labels: { ...commonLabels } },
      storageProvisioner: provisioner,
      parameters: { ...parameters },
      allowVolumeExpansion: expandable,
      // A volume is made where its first pod can run, zones included.
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: isProtected ? "Retain" : "Delete",
      dependsOn: [...dependsOn],
    });
  }
}
