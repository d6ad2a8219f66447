import type { Environment } from "../../environments/schema";
import { prefixOf, settingsOf } from "../../stacks/cluster/settings";
import { tagsOf } from "../../stacks/cluster/tags";
import { CloudCli } from "./cloud-cli";
import { ourRecords } from "./dns-names";
import { command, type Leftover, STATES_STAY, type Sweeper } from "./leftover";

type Tags = Readonly<Record<string, string>> | null | undefined;

interface Group {
  readonly name: string;
  readonly managedBy?: string | null;
  readonly tags?: Tags;
  readonly properties?: { readonly provisioningState?: string };
}

interface Resource {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly resourceGroup: string;
  readonly tags?: Tags;
}

/** What a deployment left in its subscription on Azure: groups, and resources that are in these or carry its tags. */
export function azureSweeper(environment: Environment): Sweeper {
  const { subscription } = settingsOf(environment, "azure");
  const az = new CloudCli("az", "https://learn.microsoft.com/cli/azure/install-azure-cli", [
    ...["--subscription", subscription, "--output", "json"],
  ]);
  return {
    place: `subscription ${subscription}`,
    async leftovers() {
      const [groups, resources, records] = await Promise.all([
        az.ask<Group[]>("group", "list"),
        az.ask<Resource[]>("resource", "list"),
        dns(az, environment),
      ]);
      const ours = groups.flatMap((group) => {
        const because = ofGroup(environment, group);
        return because === undefined ? [] : [{ ...group, because }];
      });
      return [
        ...resources.flatMap(resourceIn(environment, ours)),
        ...records,
        ...ours.map((group) => groupLeft(group, subscription)),
      ];
    },
  };
}

function because(environment: Environment, tags: Tags): string | undefined {
  const { platform, environment: name } = tagsOf(environment, "cluster");
  if (tags?.platform !== platform || tags.environment !== name) return undefined;
  return `tags platform=${platform}, environment=${name}`;
}

/** AKS makes a group of its own, for nodes, disks and load balancers, and says whose it is. */
function ofGroup(environment: Environment, { name, managedBy, tags, properties }: Group) {
  const cluster = prefixOf(environment);
  if (properties?.provisioningState === "Deleting") return undefined;
  const managed = managedBy?.toLowerCase().endsWith(`/managedclusters/${cluster}`.toLowerCase());
  if (managed) return `managed by the cluster ${cluster}`;
  if (tags?.["aks-managed-cluster-name"] === cluster) return `tag aks-managed-cluster-name=${cluster}`;
  return because(environment, tags) ?? (name === cluster ? "its name" : undefined);
}

const KINDS: Readonly<Record<string, readonly [kind: string, holdsData?: true]>> = {
  "microsoft.containerservice/managedclusters": ["cluster"],
  "microsoft.network/loadbalancers": ["load balancer"],
  "microsoft.network/publicipaddresses": ["public address"],
  "microsoft.network/networkinterfaces": ["network interface"],
  "microsoft.network/networksecuritygroups": ["security group"],
  "microsoft.network/virtualnetworks": ["network"],
  "microsoft.network/dnszones": ["DNS zone"],
  "microsoft.compute/disks": ["disk", true],
  "microsoft.compute/snapshots": ["snapshot", true],
  "microsoft.storage/storageaccounts": ["storage account", true],
  "microsoft.keyvault/vaults": ["key vault", true],
  "microsoft.containerregistry/registries": ["image registry"],
  "microsoft.operationalinsights/workspaces": ["log workspace"],
};

const resourceIn =
  (environment: Environment, groups: readonly Group[]) =>
  ({ id, name, type, resourceGroup, tags }: Resource): Leftover[] => {
    const group = groups.find((each) => each.name.toLowerCase() === resourceGroup.toLowerCase());
    const reason = because(environment, tags) ?? (group ? `in the group ${group.name}` : undefined);
    if (reason === undefined) return [];
    const [kind, holdsData = false] = KINDS[type.toLowerCase()] ?? [type];
    return [
      {
        kind,
        id,
        name,
        because: reason,
        holdsData,
        ...keptBy(tags, group?.tags),
        remove: command("az", "resource", "delete", "--ids", id),
      },
    ];
  };

const keptBy = (...tags: readonly Tags[]) =>
  tags.some((each) => each?.layer === "state") ? { kept: STATES_STAY } : {};

const groupLeft = (
  { name, tags, because: reason }: Group & { because: string },
  subscription: string,
): Leftover => ({
  kind: "resource group",
  id: name,
  ...keptBy(tags),
  because: `${reason}; deleting it deletes everything in it`,
  remove: command("az", "group", "delete", "--name", name, "--subscription", subscription, "--yes"),
});

interface RecordSet {
  readonly name: string;
  /** `Microsoft.Network/dnszones/A`. */
  readonly type: string;
  readonly TXTRecords?: readonly { readonly value: readonly string[] }[] | null;
  readonly txtRecords?: RecordSet["TXTRecords"];
}

/** Records of the deployment in its public zone; a zone that it made is among the resources. */
async function dns(az: CloudCli, environment: Environment): Promise<Leftover[]> {
  const zone = environment.dns?.zone;
  if (zone === undefined) return [];
  const zones = await az.ask<{ name: string; resourceGroup: string }[]>("network", "dns", "zone", "list");
  const found = zones.filter(({ name }) => name === zone);
  return (
    await Promise.all(found.map(({ resourceGroup }) => inZone(az, environment, zone, resourceGroup)))
  ).flat();
}

async function inZone(
  az: CloudCli,
  environment: Environment,
  zone: string,
  group: string,
): Promise<Leftover[]> {
  const place = ["--resource-group", group, "--zone-name", zone];
  const sets = await az.ask<RecordSet[]>("network", "dns", "record-set", "list", ...place);
  const records = sets.map(({ name, type, TXTRecords, txtRecords }) => ({
    relative: name,
    name: name === "@" ? zone : `${name}.${zone}`,
    type: type.slice(type.lastIndexOf("/") + 1),
    texts: (TXTRecords ?? txtRecords ?? []).map(({ value }) => value.join("")),
  }));
  return ourRecords(environment, records).map(({ name, relative, type, because: reason }) => ({
    kind: "DNS record",
    id: `${name} ${type}`,
    because: reason,
    remove: command(
      ...["az", "network", "dns", "record-set", type.toLowerCase(), "delete", ...place],
      ...["--name", relative, "--subscription", settingsOf(environment, "azure").subscription, "--yes"],
    ),
  }));
}
