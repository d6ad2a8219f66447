import { StorageClassV1 } from "@cdktf/provider-kubernetes/lib/storage-class-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { Gate } from "../gate";
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
    const reclaimPolicy = isProtected ? "Retain" : "Delete";
    const policy = new Gate(this, "reclaim-policy", { dependsOn });
    policy.addOverride("input", reclaimPolicy);
    this.storageClass = new StorageClassV1(this, "class", {
      metadata: { name: storageClassName, labels: { ...commonLabels } },
      storageProvisioner: provisioner,
      parameters: { ...parameters },
      allowVolumeExpansion: expandable,
      // A volume is made where its first pod can run, zones included.
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy,
      // The provider would change it in place, which leaves the class as it is and says nothing.
      // An address, which is all that Terraform takes here; cdktf would write the resource itself as an expression.
      lifecycle: { replaceTriggeredBy: [`${policy.terraformResourceType}.${policy.friendlyUniqueId}`] },
    });
  }
}
