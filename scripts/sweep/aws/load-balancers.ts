import type { CloudCli } from "../cloud-cli";
import type { Leftover } from "../leftover";
import type { Ours, Tag } from "./ours";
import type { Remove } from "./remove";

/** So many can be asked for their tags at once. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const AT_ONCE = 20;

/** Load balancers of the second generation, which are what Kubernetes makes, and behind them their target groups. */
export async function loadBalancers(aws: CloudCli, ours: Ours, remove: Remove): Promise<Leftover[]> {
  const [balancers, groups] = await Promise.all([
    aws.ask<{ LoadBalancers: { LoadBalancerArn: string; LoadBalancerName: string }[] }>(
      "elbv2",
      "describe-load-balancers",
    ),
    aws.ask<{ TargetGroups: { TargetGroupArn: string; TargetGroupName: string }[] }>(
      "elbv2",
      "describe-target-groups",
    ),
  ]);
  const all = [
    ...balancers.LoadBalancers.map(({ LoadBalancerArn: id, LoadBalancerName: name }) => ({
      kind: "load balancer",
      id,
      name,
      remove: remove("elbv2", "delete-load-balancer", "--load-balancer-arn", id),
    })),
    ...groups.TargetGroups.map(({ TargetGroupArn: id, TargetGroupName: name }) => ({
      kind: "target group",
      id,
      name,
      remove: remove("elbv2", "delete-target-group", "--target-group-arn", id),
    })),
  ];
  const tags = await tagsOf(
    aws,
    all.map(({ id }) => id),
  );
  return all.flatMap((each) => {
    const because = ours.because(tags.get(each.id));
    return because === undefined ? [] : [{ ...each, because }];
  });
}

async function tagsOf(aws: CloudCli, arns: readonly string[]): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const tags = new Map<string, readonly Tag[]>();
  for (let from = 0; from < arns.length; from += AT_ONCE) {
    const asked = arns.slice(from, from + AT_ONCE);
    const { TagDescriptions } = await aws.ask<{ TagDescriptions: { ResourceArn: string; Tags: Tag[] }[] }>(
      ...["elbv2", "describe-tags", "--resource-arns", ...asked],
    );
    for (const { ResourceArn, Tags } of TagDescriptions) tags.set(ResourceArn, Tags);
  }
  return tags;
}
