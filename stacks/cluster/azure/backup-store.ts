import type { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageManagementPolicy } from "@cdktf/provider-azurerm/lib/storage-management-policy";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { Construct } from "constructs";
import { BACKUP_CONTAINER, namesOf } from "./names";
import { type PartProps, placeOf } from "./part";
import { isZoneRedundant } from "./pools";

export interface BackupStoreProps extends PartProps {
  /** From where alone it is reached. */
  readonly nodes: Subnet;
  /** Who read, wrote and deleted backups is told here. */
  readonly workspace: LogAnalyticsWorkspace;
}

/** How long what was deleted or overwritten can be had back, by whoever may administer the account. */
const KEPT_DAYS = 14;

/**
 * Where backups go: an account for them alone, reached from the nodes only and by identity only, that keeps what is overwritten or deleted.
 * Encrypted twice, by keys of the platform: a key of our own would be one more thing whose loss loses every backup, and would need a
 * vault that is reached from here (docs/decisions/0015).
 */
export class BackupStore extends Construct {
  readonly account: StorageAccount;
  readonly container: StorageContainer;

  constructor(scope: Construct, id: string, props: BackupStoreProps) {
    super(scope, id);
    const { environment } = props;
    this.account = new StorageAccount(this, "account", {
      name: namesOf(environment).backupAccount,
      ...placeOf(props),
      accountKind: "StorageV2",
      accountTier: "Standard",
      accountReplicationType: isZoneRedundant(environment) ? "ZRS" : "LRS",
      // Its keys are in the state, as of every account: they open nothing.
      sharedAccessKeyEnabled: false,
      localUserEnabled: false,
      defaultToOauthAuthentication: true,
      sasPolicy: { expirationPeriod: "00.01:00:00", expirationAction: "Block" },
      allowNestedItemsToBePublic: false,
      crossTenantReplicationEnabled: false,
      allowedCopyScope: "AAD",
      httpsTrafficOnlyEnabled: true,
      minTlsVersion: "TLS1_2",
      infrastructureEncryptionEnabled: true,
      // Public is the name, not who may ask: the rules below, which a subnet's own way to storage passes.
      publicNetworkAccessEnabled: true,
      networkRules: {
        defaultAction: "Deny",
        bypass: ["AzureServices"],
        virtualNetworkSubnetIds: [props.nodes.id],
      },
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days: KEPT_DAYS },
        containerDeleteRetentionPolicy: { days: KEPT_DAYS },
      },
    });
    this.container = new StorageContainer(this, "container", {
      name: BACKUP_CONTAINER,
      storageAccountId: this.account.id,
      containerAccessType: "private",
    });
    new StorageManagementPolicy(this, "old-versions", {
      storageAccountId: this.account.id,
      rule: [
        {
          name: "old-versions",
          enabled: true,
          filters: { blobTypes: ["blockBlob"] },
          // What a backup replaced is kept as a version, and would be for ever.
          actions: { version: { deleteAfterDaysSinceCreation: KEPT_DAYS } },
        },
      ],
    });
    new MonitorDiagnosticSetting(this, "uses", {
      name: this.account.name,
      targetResourceId: `${this.account.id}/blobServices/default`,
      logAnalyticsWorkspaceId: props.workspace.id,
      enabledLog: ["StorageRead", "StorageWrite", "StorageDelete"].map((category) => ({ category })),
    });
  }
}
