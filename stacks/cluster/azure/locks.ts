import type { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import type { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Construct } from "constructs";

/**
 * Azure's own refusal to delete, whoever asks and by whatever program, on what holds data and is not changed by deleting parts of it. The
 * cluster and the group have none: a lock there would also keep pools from being replaced and rights from being taken away.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources
 */
export class Locks extends Construct {
  constructor(
    scope: Construct,
    id: string,
    locked: Readonly<Record<string, StorageAccount | ContainerRegistry>>,
  ) {
    super(scope, id);
    for (const [name, resource] of Object.entries(locked)) {
      new ManagementLock(this, name, {
        name: "holds-data",
        scope: resource.id,
        lockLevel: "CanNotDelete",
        notes: "protection: on in the environment's file. Set it off and deploy, then this can be destroyed.",
      });
    }
  }
}
