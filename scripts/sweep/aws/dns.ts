import type { Environment } from "../../../environments/schema";
import type { CloudCli } from "../cloud-cli";
import { ourRecords } from "../dns-names";
import { command, type Leftover } from "../leftover";
import type { Ours, Tag } from "./ours";

interface Answered {
  readonly Name: string;
  readonly Type: string;
  readonly ResourceRecords?: readonly { readonly Value: string }[];
}

/** Records of the deployment in its public zone, and the zone where the deployment made it. Route 53 has no regions. */
export async function dns(aws: CloudCli, ours: Ours, environment: Environment): Promise<Leftover[]> {
  const zone = environment.dns?.zone;
  if (zone === undefined) return [];
  const { HostedZones } = await aws.ask<{
    HostedZones: { Id: string; Name: string; Config?: { PrivateZone?: boolean } }[];
  }>("route53", "list-hosted-zones-by-name", "--dns-name", zone);
  const found = HostedZones.filter(({ Name, Config }) => Name === `${zone}.` && !Config?.PrivateZone);
  return (
    await Promise.all(found.map(({ Id }) => inZone(aws, ours, environment, Id.replace("/hostedzone/", ""))))
  ).flat();
}

async function inZone(aws: CloudCli, ours: Ours, environment: Environment, id: string): Promise<Leftover[]> {
  const [{ ResourceRecordSets }, { ResourceTagSet }] = await Promise.all([
    aws.ask<{ ResourceRecordSets: Answered[] }>(
      ...["route53", "list-resource-record-sets", "--hosted-zone-id", id],
    ),
    aws.ask<{ ResourceTagSet: { Tags?: Tag[] } }>(
      ...["route53", "list-tags-for-resource", "--resource-type", "hostedzone", "--resource-id", id],
    ),
  ]);
  const records = ResourceRecordSets.map((answered) => ({
    name: answered.Name.replace(/\.$/, "").replace("\\052", "*"),
    type: answered.Type,
    texts: (answered.ResourceRecords ?? []).map(({ Value }) => Value),
    answered,
  }));
  const because = ours.because(ResourceTagSet.Tags);
  return [
    ...ourRecords(environment, records).map((record) => ({
      kind: "DNS record",
      id: `${record.name} ${record.type}`,
      because: record.because,
      remove: change(id, record.answered),
    })),
    ...(because === undefined
      ? []
      : [{ kind: "DNS zone", id, name: environment.dns?.zone ?? id, because, remove: zoneCommand(id) }]),
  ];
}

/** Route 53 deletes a record that is named in full only. */
const change = (zone: string, ResourceRecordSet: Answered) =>
  command(
    ...["aws", "route53", "change-resource-record-sets", "--hosted-zone-id", zone, "--change-batch"],
    JSON.stringify({ Changes: [{ Action: "DELETE", ResourceRecordSet }] }),
  );

const zoneCommand = (id: string) => command("aws", "route53", "delete-hosted-zone", "--id", id);
