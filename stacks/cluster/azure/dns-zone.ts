import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { settingsOf } from "../settings";
import { groupOfZone } from "./names";
import type { PartProps } from "./part";
import type { Right } from "./workload-identities";

export interface ZoneProps extends PartProps {
  readonly name: string;
}

/**
 * The zone of `dns.zone`. Where `azure.zoneGroup` says that there is one, its id follows from names: nothing is looked up, so that a plan
 * needs no right to read it. Otherwise it is made here, and answers once its name servers (an output) stand in the zone above.
 */
export class Zone extends Construct {
  readonly nameServers?: string[];
  /** What is made here, if anything. */
  readonly made: readonly TerraformResource[];
  /** Of those who change records. Programs find a zone in the list of its group, and nobody lists without reading the group. */
  readonly rights: readonly Right[];

  constructor(scope: Construct, id: string, { environment, group, name }: ZoneProps) {
    super(scope, id);
    const { subscription, zoneGroup } = settingsOf(environment, "azure");
    if (zoneGroup === undefined) {
      const own = new ResourceGroup(this, "group", {
        name: groupOfZone(environment),
        location: group.location,
      });
      const zone = new DnsZone(this, "zone", { name, resourceGroupName: own.name });
      this.made = [own, zone];
      this.nameServers = zone.nameServers;
      this.rights = rightsOn(own.id, zone.id);
    } else {
      const there = `/subscriptions/${subscription}/resourceGroups/${zoneGroup}`;
      this.made = [];
      this.rights = rightsOn(there, `${there}/providers/Microsoft.Network/dnsZones/${name}`);
    }
  }
}

const rightsOn = (group: string, zone: string): Right[] => [
  { role: "DNS Zone Contributor", scope: zone },
  { role: "Reader", scope: group },
];
