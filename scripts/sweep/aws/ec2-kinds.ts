export type Described = Readonly<Record<string, unknown>>;

/** A kind of resource of EC2, and how `aws ec2` is asked for it. */
export interface Kind {
  readonly kind: string;
  readonly describe: string;
  /** What else it is told. @default nothing */
  readonly options?: readonly string[];
  /** The key of the answer. */
  readonly list: string;
  readonly id: string;
  /** @default Tags */
  readonly tags?: string;
  /** Whether load balancers and EKS make them without anyone's tag: those in a network of ours are ours. */
  readonly inNetwork?: boolean;
  /** Whether it only goes with another, or is only remembered: AWS shows for a while what is deleted. */
  readonly gone?: (described: Described) => boolean;
  /** Words of `aws ec2` before the id. */
  readonly remove: readonly string[];
  readonly holdsData?: boolean;
}

const stateIn =
  (key: string, ...states: string[]) =>
  (described: Described) =>
    states.includes(String(described[key]));

/** In the order in which they can be deleted: what uses another goes before it. */
export const EC2_KINDS: readonly Kind[] = [
  {
    kind: "instance",
    describe: "describe-instances",
    list: "Reservations",
    id: "InstanceId",
    gone: ({ State }) => ["terminated", "shutting-down"].includes(String((State as { Name?: string })?.Name)),
    remove: ["terminate-instances", "--instance-ids"],
  },
  {
    kind: "volume",
    describe: "describe-volumes",
    list: "Volumes",
    id: "VolumeId",
    gone: stateIn("State", "deleting", "deleted"),
    remove: ["delete-volume", "--volume-id"],
    holdsData: true,
  },
  {
    kind: "snapshot",
    describe: "describe-snapshots",
    options: ["--owner-ids", "self"],
    list: "Snapshots",
    id: "SnapshotId",
    remove: ["delete-snapshot", "--snapshot-id"],
    holdsData: true,
  },
  {
    kind: "VPC endpoint",
    describe: "describe-vpc-endpoints",
    list: "VpcEndpoints",
    id: "VpcEndpointId",
    gone: stateIn("State", "deleting", "deleted"),
    remove: ["delete-vpc-endpoints", "--vpc-endpoint-ids"],
  },
  {
    kind: "NAT gateway",
    describe: "describe-nat-gateways",
    list: "NatGateways",
    id: "NatGatewayId",
    gone: stateIn("State", "deleting", "deleted"),
    remove: ["delete-nat-gateway", "--nat-gateway-id"],
  },
  {
    kind: "network interface",
    describe: "describe-network-interfaces",
    list: "NetworkInterfaces",
    id: "NetworkInterfaceId",
    tags: "TagSet",
    inNetwork: true,
    remove: ["delete-network-interface", "--network-interface-id"],
  },
  {
    kind: "public address",
    describe: "describe-addresses",
    list: "Addresses",
    id: "AllocationId",
    remove: ["release-address", "--allocation-id"],
  },
  {
    kind: "security group",
    describe: "describe-security-groups",
    list: "SecurityGroups",
    id: "GroupId",
    inNetwork: true,
    gone: ({ GroupName }) => GroupName === "default", // goes with its network, and not before
    remove: ["delete-security-group", "--group-id"],
  },
  {
    kind: "launch template",
    describe: "describe-launch-templates",
    list: "LaunchTemplates",
    id: "LaunchTemplateId",
    remove: ["delete-launch-template", "--launch-template-id"],
  },
  {
    kind: "internet gateway",
    describe: "describe-internet-gateways",
    list: "InternetGateways",
    id: "InternetGatewayId",
    remove: ["delete-internet-gateway", "--internet-gateway-id"],
  },
  {
    kind: "subnet",
    describe: "describe-subnets",
    list: "Subnets",
    id: "SubnetId",
    remove: ["delete-subnet", "--subnet-id"],
  },
  {
    kind: "route table",
    describe: "describe-route-tables",
    list: "RouteTables",
    id: "RouteTableId",
    gone: ({ Associations }) => ((Associations ?? []) as { Main?: boolean }[]).some(({ Main }) => Main),
    remove: ["delete-route-table", "--route-table-id"],
  },
  {
    kind: "network",
    describe: "describe-vpcs",
    list: "Vpcs",
    id: "VpcId",
    remove: ["delete-vpc", "--vpc-id"],
  },
];
