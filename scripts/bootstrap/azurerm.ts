import type { Environment } from "../../environments/schema";
import { tagsOf } from "../../stacks/cluster/tags";
import type { StateHome } from "../../stacks/state";
import { azureCli, azureSignIn } from "../../stacks/tools";
import { run } from "../support/command";
import { CloudCli, type Runner, requireSignIn, requireTool } from "../support/tools";
import { type Caller, callerOf, rolePart } from "./azurerm-role";
import { compared, holds, type Part, type Parts } from "./part";

type Home = Extract<StateHome, { backend: "azurerm" }>;

/** What Azure says where there is no such thing. */
const NOT_THERE =
  /\b(ResourceNotFound|ResourceGroupNotFound|NotFound|ContainerNotFound|ManagementPolicyNotFound|could not be found|was not found)\b/;

/** Days for which what was deleted or replaced is kept. */
const KEPT = { deleted: 30, versions: 365 };

/**
 * A storage account for states: its keys are switched off, so that nobody reaches it but identities with a role; every version of a state
 * is kept for a time; and neither it nor its container goes while its lock stands. Terraform's own locks are leases of the files.
 */
export async function azurermParts(
  home: Home,
  environment: Environment,
  runner: Runner = run,
): Promise<Parts> {
  await requireTool(azureCli, runner);
  const said = await requireSignIn(azureSignIn(home.subscription, home.tenant), environment.file, runner);
  const az = new CloudCli(azureCli, ["--subscription", home.subscription], runner);
  const { resourceGroup, storageAccount } = home;
  const named = ["--name", storageAccount, "--resource-group", resourceGroup];
  const inAccount = ["--account-name", storageAccount, "--resource-group", resourceGroup];
  const tags = Object.entries(tagsOf(environment, "state")).map(([key, value]) => `${key}=${value}`);
  /** A part that is shown by one command and set by others; `wanted` in the words of the first. */
  const part = (what: string, show: string[], wanted: object, make: string[], mend = make): Part => {
    const look = async () => {
      const found = await az.find(NOT_THERE, ...show);
      return compared(found, holds(found, wanted));
    };
    return {
      what,
      look,
      make: async () => az.must(...((await look()) === "missing" ? make : mend)),
    };
  };
  const caller: Caller = await callerOf(new CloudCli(azureCli, [], runner), said);
  return [
    part(
      `resource group ${resourceGroup} in ${home.location}`,
      ["group", "show", "--name", resourceGroup],
      { tags: tagsOf(environment, "state") },
      ["group", "create", "--name", resourceGroup, "--location", home.location, "--tags", ...tags],
      ["group", "update", "--name", resourceGroup, ...tags.flatMap((tag) => ["--set", `tags.${tag}`])],
    ),
    part(
      `storage account ${storageAccount}: no keys, TLS 1.2, nothing public`,
      ["storage", "account", "show", ...named],
      accountWanted,
      [
        ...["storage", "account", "create", ...named, "--location", home.location, "--kind", "StorageV2"],
        // Three zones, as the cluster itself has.
        ...["--sku", "Standard_ZRS", "--require-infrastructure-encryption", "true", ...accountArguments],
        ...["--tags", ...tags],
      ],
      ["storage", "account", "update", ...named, ...accountArguments],
    ),
    part(
      `versions and soft delete of ${storageAccount}`,
      ["storage", "account", "blob-service-properties", "show", ...inAccount],
      {
        isVersioningEnabled: true,
        deleteRetentionPolicy: { enabled: true, days: KEPT.deleted },
        containerDeleteRetentionPolicy: { enabled: true, days: KEPT.deleted },
      },
      [
        ...["storage", "account", "blob-service-properties", "update", ...inAccount],
        ...["--enable-versioning", "true", "--enable-delete-retention", "true"],
        ...["--delete-retention-days", String(KEPT.deleted), "--enable-container-delete-retention", "true"],
        ...["--container-delete-retention-days", String(KEPT.deleted)],
      ],
    ),
    part(
      `end of old versions of ${storageAccount}`,
      ["storage", "account", "management-policy", "show", ...inAccount],
      { policy: oldVersions },
      [
        ...["storage", "account", "management-policy", "create", ...inAccount],
        ...["--policy", JSON.stringify(oldVersions)],
      ],
    ),
    part(
      `container ${home.container} of ${storageAccount}`,
      containerCommand("show", home),
      { publicAccess: "None" },
      [...containerCommand("create", home), "--public-access", "off"],
      [...containerCommand("update", home), "--public-access", "off"],
    ),
    rolePart(home, caller, az),
    part(
      `lock of ${storageAccount}: it is not deleted`,
      ["lock", "show", ...lockOf(home)],
      { level: "CanNotDelete" },
      ["lock", "create", ...lockOf(home), "--lock-type", "CanNotDelete", "--notes", "Terraform's states"],
      ["lock", "update", ...lockOf(home), "--lock-type", "CanNotDelete"],
    ),
  ];
}

/** By the management API, which needs no right to the data. */
const containerCommand = (verb: string, { storageAccount, resourceGroup, container }: Home) => [
  ...["storage", "container-rm", verb, "--name", container],
  ...["--storage-account", storageAccount, "--resource-group", resourceGroup],
];

const lockOf = ({ storageAccount, resourceGroup }: Home) => [
  ...["--name", "states-stay", "--resource-group", resourceGroup, "--resource", storageAccount],
  ...["--resource-type", "Microsoft.Storage/storageAccounts"],
];

const accountWanted = {
  allowSharedKeyAccess: false,
  allowBlobPublicAccess: false,
  allowCrossTenantReplication: false,
  enableHttpsTrafficOnly: true,
  minimumTlsVersion: "TLS1_2",
};
const accountArguments = [
  ...["--allow-shared-key-access", "false", "--allow-blob-public-access", "false"],
  ...["--allow-cross-tenant-replication", "false", "--https-only", "true", "--min-tls-version", "TLS1_2"],
];

/** https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure */
const oldVersions = {
  rules: [
    {
      enabled: true,
      name: "old-versions",
      type: "Lifecycle",
      definition: {
        actions: { version: { delete: { daysAfterCreationGreaterThan: KEPT.versions } } },
        filters: { blobTypes: ["blockBlob"] },
      },
    },
  ],
};
