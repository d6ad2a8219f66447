import type { Environment } from "../../../environments/schema";
import { prefixOf } from "../../../stacks/cluster/settings";
import { tagsOf } from "../../../stacks/cluster/tags";
import { STATES_STAY } from "../leftover";

/** A tag as AWS tells it, in the two spellings that its services have. */
export type Tag = { readonly Key?: string; readonly Value?: string } & {
  readonly key?: string;
  readonly value?: string;
};

/** How resources of one deployment are known. */
export interface Ours {
  readonly cluster: string;
  /** The tag that says that it is ours, in words; undefined where none does. */
  because(tags: readonly Tag[] | undefined): string | undefined;
  /** Why it is meant to stay; undefined where it is not. */
  kept(tags: readonly Tag[] | undefined): string | undefined;
}

/** Terraform tags what it makes with the environment; what the cluster makes by itself carries the cluster's name. */
export function oursOf(environment: Environment): Ours {
  const cluster = prefixOf(environment);
  const marks: readonly [string, string][] = [
    // EKS Auto Mode: load balancers, volumes, instances, security groups.
    // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKSLoadBalancingPolicy.html
    ["eks:eks-cluster-name", cluster],
    // EKS itself, on its security group.
    ["aws:eks:cluster-name", cluster],
    // Kubernetes' cloud providers, and the CSI driver where it is told the cluster's name.
    [`kubernetes.io/cluster/${cluster}`, "owned"],
    // The load balancer controller, and the CNI on network interfaces.
    ["elbv2.k8s.aws/cluster", cluster],
    ["cluster.k8s.amazonaws.com/name", cluster],
  ];
  const { platform, environment: name } = tagsOf(environment, "cluster");
  const own = { platform, environment: name };
  return {
    cluster,
    kept: (tags) => (valuesOf(tags).get("layer") === "state" ? STATES_STAY : undefined),
    because: (tags) => {
      const values = valuesOf(tags);
      const mark = marks.find(([key, value]) => values.get(key) === value);
      if (mark) return `tag ${mark.join("=")}`;
      const isOwn = Object.entries(own).every(([key, value]) => values.get(key) === value);
      return isOwn ? `tags platform=${own.platform}, environment=${own.environment}` : undefined;
    },
  };
}

const valuesOf = (tags: readonly Tag[] = []): ReadonlyMap<string, string> =>
  new Map(tags.map((tag) => [tag.Key ?? tag.key ?? "", tag.Value ?? tag.value ?? ""]));

/** The name that a resource's tags give it: its own, or that of the claim that a volume was made for. */
export function nameIn(tags: readonly Tag[] = []): string | undefined {
  const value = (key: string) => tags.find((tag) => (tag.Key ?? tag.key) === key)?.Value;
  const claim = value("kubernetes.io/created-for/pvc/name");
  if (claim) return `${value("kubernetes.io/created-for/pvc/namespace")}/${claim}`;
  return value("Name") || undefined;
}
