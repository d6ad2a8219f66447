import type { CloudCli } from "../cloud-cli";
import type { Leftover } from "../leftover";
import type { Ours } from "./ours";
import type { Remove } from "./remove";

/** The cluster itself: while it stands, what else is found may be in use. */
export async function cluster(aws: CloudCli, ours: Ours, remove: Remove): Promise<Leftover[]> {
  const found = await aws.askIfThere<{ cluster: { status: string } }>(
    /ResourceNotFoundException/,
    ...["eks", "describe-cluster", "--name", ours.cluster],
  );
  if (found === undefined || found.cluster.status === "DELETING") return [];
  return [
    {
      kind: "cluster",
      id: ours.cluster,
      because: "its name; what follows may be in use",
      remove: remove("eks", "delete-cluster", "--name", ours.cluster),
    },
  ];
}

/** EKS writes its logs as long as it stands, and makes their group anew where it is gone; so do agents on its nodes. */
export async function logGroups(aws: CloudCli, ours: Ours, remove: Remove): Promise<Leftover[]> {
  const places = [`/aws/eks/${ours.cluster}/`, `/aws/containerinsights/${ours.cluster}/`];
  const found = await Promise.all(
    places.map((place) =>
      aws.ask<{ logGroups: { logGroupName: string }[] }>(
        ...["logs", "describe-log-groups", "--log-group-name-prefix", place],
      ),
    ),
  );
  return found
    .flatMap((each) => each.logGroups)
    .map(({ logGroupName: id }) => ({
      kind: "log group",
      id,
      because: "the cluster's name in its own",
      remove: remove("logs", "delete-log-group", "--log-group-name", id),
    }));
}
