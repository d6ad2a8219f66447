import type { CloudCli } from "../cloud-cli";
import type { Leftover } from "../leftover";
import { type Described, EC2_KINDS, type Kind } from "./ec2-kinds";
import { nameIn, type Ours, type Tag } from "./ours";
import type { Remove } from "./remove";

/**
 * Instances, disks and everything of networks that carries one of our tags; and what is in a network of ours without any. Tags are
 * looked at here and not by AWS, whose filters take all of several conditions and not any of them.
 */
export async function ec2(aws: CloudCli, ours: Ours, remove: Remove): Promise<Leftover[]> {
  const answers = await Promise.all(
    EC2_KINDS.map(async (kind) => ({ kind, all: await described(aws, kind) })),
  );
  const networks = answers
    .flatMap(({ kind, all }) => (kind.kind === "network" ? all.filter(isOurs(ours, kind)) : []))
    .map(({ VpcId }) => String(VpcId));
  const inside = ({ inNetwork }: Kind, { VpcId }: Described) =>
    inNetwork && networks.includes(String(VpcId)) ? `in the network ${VpcId}` : undefined;
  return answers.flatMap(({ kind, all }) =>
    all.flatMap((each) => {
      const because = ours.because(tagsOf(kind, each)) ?? inside(kind, each);
      return because === undefined ? [] : [leftover(kind, each, because, remove)];
    }),
  );
}

async function described(aws: CloudCli, { describe, list, options = [], gone }: Kind): Promise<Described[]> {
  const answer = await aws.ask<Record<string, Described[]>>("ec2", describe, ...options);
  const all = answer[list] ?? [];
  const each = list === "Reservations" ? all.flatMap(({ Instances }) => Instances as Described[]) : all;
  return each.filter((one) => !gone?.(one));
}

const tagsOf = ({ tags = "Tags" }: Kind, each: Described) => (each[tags] ?? []) as Tag[];

const isOurs = (ours: Ours, kind: Kind) => (each: Described) =>
  ours.because(tagsOf(kind, each)) !== undefined;

function leftover(kind: Kind, each: Described, because: string, remove: Remove): Leftover {
  const id = String(each[kind.id]);
  const name = [nameIn(tagsOf(kind, each)), each.GroupName, each.Description].find(
    (text): text is string => typeof text === "string" && text !== "",
  );
  return {
    ...{ kind: kind.kind, id, because },
    ...(name === undefined ? {} : { name }),
    remove: remove("ec2", ...kind.remove, id),
    holdsData: kind.holdsData === true,
  };
}
