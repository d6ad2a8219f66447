import { parseEnvironment } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { awsSweeper } from "../../scripts/sweep/aws";
import { filledIn } from "../support/environment-folder";
import { type Answers, fakeCli } from "../support/fake-cli";

const environment = parseEnvironment(
  "environments/prod.yaml",
  `${filledIn("aws")}dns: { zone: example.org, records: managed }\n`,
).environment as Environment;

const NOTHING = {
  "sts get-caller-identity": { Account: "123456789012" },
  "eks describe-cluster": { refuses: "An error occurred (ResourceNotFoundException): No cluster found" },
  "elbv2 describe-load-balancers": { LoadBalancers: [] },
  "elbv2 describe-target-groups": { TargetGroups: [] },
  "logs describe-log-groups": { logGroups: [] },
  "resourcegroupstaggingapi get-resources": { ResourceTagMappingList: [] },
  "route53 list-hosted-zones-by-name": { HostedZones: [] },
} satisfies Answers;

const sweep = (answers: Answers) => {
  fakeCli("aws", { ...answers, ...without(NOTHING, Object.keys(answers)) });
  return awsSweeper(environment).leftovers();
};
const without = (all: Answers, names: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !names.some((each) => each.startsWith(name))));

const OWNED = [{ Key: "kubernetes.io/cluster/ivcap-prod", Value: "owned" }];
const AUTO = [{ Key: "eks:eks-cluster-name", Value: "ivcap-prod" }];
const OURS = [
  { Key: "platform", Value: "ivcap" },
  { Key: "environment", Value: "prod" },
];

test("where nothing is left, nothing is found", async () => {
  expect(await sweep({})).toEqual([]);
});

test("load balancers and their target groups are found by the tags of the cluster, in the order in which they go", async () => {
  const found = await sweep({
    "elbv2 describe-load-balancers": {
      LoadBalancers: [
        { LoadBalancerArn: "arn:lb/ours", LoadBalancerName: "k8s-gateway" },
        { LoadBalancerArn: "arn:lb/other", LoadBalancerName: "other" },
      ],
    },
    "elbv2 describe-target-groups": { TargetGroups: [{ TargetGroupArn: "arn:tg", TargetGroupName: "k8s" }] },
    "elbv2 describe-tags": {
      TagDescriptions: [
        { ResourceArn: "arn:lb/ours", Tags: AUTO },
        { ResourceArn: "arn:lb/other", Tags: [{ Key: "eks:eks-cluster-name", Value: "ivcap-prod-2" }] },
        { ResourceArn: "arn:tg", Tags: AUTO },
      ],
    },
  });
  expect(found).toMatchObject([
    {
      kind: "load balancer",
      id: "arn:lb/ours",
      name: "k8s-gateway",
      because: "tag eks:eks-cluster-name=ivcap-prod",
      remove: "aws elbv2 delete-load-balancer --load-balancer-arn arn:lb/ours --region eu-west-1",
    },
    { kind: "target group", id: "arn:tg" },
  ]);
});

test("a volume is found by the cluster's tag, named after its claim, and known to hold data", async () => {
  const claim = [
    { Key: "kubernetes.io/created-for/pvc/namespace", Value: "minio" },
    { Key: "kubernetes.io/created-for/pvc/name", Value: "minio" },
  ];
  const found = await sweep({
    "ec2 describe-volumes": {
      Volumes: [
        { VolumeId: "vol-1", State: "available", Tags: [...OWNED, ...claim] },
        { VolumeId: "vol-2", State: "deleting", Tags: OWNED },
        { VolumeId: "vol-3", State: "in-use" },
      ],
    },
  });
  expect(found).toEqual([
    {
      kind: "volume",
      id: "vol-1",
      name: "minio/minio",
      because: "tag kubernetes.io/cluster/ivcap-prod=owned",
      remove: "aws ec2 delete-volume --volume-id vol-1 --region eu-west-1",
      holdsData: true,
    },
  ]);
});

test("a network of ours brings the interfaces and groups in it that carry nobody's tag, but for what goes with it", async () => {
  const found = await sweep({
    "ec2 describe-vpcs": { Vpcs: [{ VpcId: "vpc-1", Tags: OURS }, { VpcId: "vpc-2" }] },
    "ec2 describe-network-interfaces": {
      NetworkInterfaces: [
        { NetworkInterfaceId: "eni-1", VpcId: "vpc-1", Description: "ELB net/k8s", TagSet: [] },
        { NetworkInterfaceId: "eni-2", VpcId: "vpc-2", TagSet: [] },
        { NetworkInterfaceId: "eni-3", VpcId: "vpc-2", TagSet: AUTO },
      ],
    },
    "ec2 describe-security-groups": {
      SecurityGroups: [
        { GroupId: "sg-1", GroupName: "default", VpcId: "vpc-1" },
        { GroupId: "sg-2", GroupName: "k8s-traffic", VpcId: "vpc-1" },
      ],
    },
  });
  expect(found.map(({ id, because }) => `${id}: ${because}`)).toEqual([
    "eni-1: in the network vpc-1",
    "eni-3: tag eks:eks-cluster-name=ivcap-prod",
    "sg-2: in the network vpc-1",
    "vpc-1: tags platform=ivcap, environment=prod",
  ]);
});

test("what AWS only remembers is not left: a NAT gateway, instances, keys and tags of what is deleted", async () => {
  const arn = (rest: string) => ({ ResourceARN: `arn:aws:${rest}`, Tags: OURS });
  const found = await sweep({
    "ec2 describe-nat-gateways": { NatGateways: [{ NatGatewayId: "nat-1", State: "deleted", Tags: OURS }] },
    "ec2 describe-instances": {
      Reservations: [{ Instances: [{ InstanceId: "i-1", State: { Name: "terminated" }, Tags: AUTO }] }],
    },
    "resourcegroupstaggingapi get-resources": {
      ResourceTagMappingList: [
        arn("ec2:eu-west-1:123456789012:natgateway/nat-1"),
        arn("kms:eu-west-1:123456789012:key/k-1"),
        arn("s3:::gone"),
      ],
    },
    "kms describe-key": { KeyMetadata: { KeyState: "PendingDeletion" } },
    "s3api head-bucket": {
      refuses: "An error occurred (404) when calling the HeadBucket operation: Not Found",
    },
  });
  expect(found).toEqual([]);
});

test("what Terraform made and did not destroy is found by the deployment's tags", async () => {
  const found = await sweep({
    "resourcegroupstaggingapi get-resources": {
      ResourceTagMappingList: [
        { ResourceARN: "arn:aws:s3:::ivcap-prod-backups", Tags: OURS },
        { ResourceARN: "arn:aws:ecr:eu-west-1:123456789012:repository/ivcap-prod/api", Tags: OURS },
        { ResourceARN: "arn:aws:s3:::another", Tags: [{ Key: "environment", Value: "prod" }] },
      ],
    },
  });
  expect(found).toMatchObject([
    { kind: "bucket", remove: expect.stringContaining("list-object-versions"), holdsData: true },
    { kind: "image repository", id: "ivcap-prod/api", holdsData: false },
  ]);
});

test("the bucket that holds the states stays on purpose", async () => {
  const found = await sweep({
    "resourcegroupstaggingapi get-resources": {
      ResourceTagMappingList: [
        { ResourceARN: "arn:aws:s3:::states", Tags: [...OURS, { Key: "layer", Value: "state" }] },
      ],
    },
  });
  expect(found).toMatchObject([{ id: "states", kept: expect.stringContaining("holds the states") }]);
});

test("log groups that EKS wrote are found by the cluster's name, once", async () => {
  const group = "/aws/eks/ivcap-prod/cluster";
  const found = await sweep({
    "logs describe-log-groups --log-group-name-prefix /aws/eks/ivcap-prod": {
      logGroups: [{ logGroupName: group }],
    },
    "logs describe-log-groups": { logGroups: [] },
    "resourcegroupstaggingapi get-resources": {
      ResourceTagMappingList: [
        { ResourceARN: `arn:aws:logs:eu-west-1:123456789012:log-group:${group}:*`, Tags: OURS },
      ],
    },
  });
  expect(found).toMatchObject([{ kind: "log group", id: group }]);
});

test("records that external-dns made, and those of the deployment's names, are found with a command that names them in full", async () => {
  const owner = '"heritage=external-dns,external-dns/owner=ivcap-prod,external-dns/resource=gateway"';
  const set = (Name: string, Type: string, Value: string) => ({
    Name,
    Type,
    TTL: 300,
    ResourceRecords: [{ Value }],
  });
  const found = await sweep({
    "route53 list-hosted-zones-by-name": {
      HostedZones: [
        { Id: "/hostedzone/Z1", Name: "example.org." },
        { Id: "/hostedzone/Z2", Name: "example.org.uk." },
      ],
    },
    "route53 list-resource-record-sets": {
      ResourceRecordSets: [
        set("example.org.", "NS", "ns.example.net."),
        set("ivcap.example.org.", "CNAME", "lb.example.net"),
        set("_acme-challenge.ivcap.example.org.", "TXT", '"x"'),
        set("cname-external-dns.other.example.org.", "TXT", owner),
        set("other.example.org.", "CNAME", "lb.example.net"),
        set("www.example.org.", "CNAME", "www.example.net"),
      ],
    },
    "route53 list-tags-for-resource": { ResourceTagSet: {} },
  });
  expect(found.map(({ id, because }) => `${id}: ${because}`)).toEqual([
    "ivcap.example.org CNAME: the deployment's own name",
    "_acme-challenge.ivcap.example.org TXT: a challenge of the deployment's own name",
    "cname-external-dns.other.example.org TXT: external-dns/owner=ivcap-prod",
    "other.example.org CNAME: a TXT record beside it says external-dns/owner=ivcap-prod",
  ]);
  expect(found[0]?.remove).toBe(
    `aws route53 change-resource-record-sets --hosted-zone-id Z1 --change-batch '{"Changes":[{"Action":"DELETE","ResourceRecordSet":{"Name":"ivcap.example.org.","Type":"CNAME","TTL":300,"ResourceRecords":[{"Value":"lb.example.net"}]}}]}'`,
  );
});

test("a cluster that still stands comes first: what follows may be in use", async () => {
  const found = await sweep({ "eks describe-cluster": { cluster: { status: "ACTIVE" } } });
  expect(found).toMatchObject([{ kind: "cluster", id: "ivcap-prod" }]);
});

describe("where it cannot look everywhere, it says so and finds nothing clean", () => {
  test.each<[string, Answers, RegExp]>([
    [
      "credentials of another account",
      { "sts get-caller-identity": { Account: "210987654321" } },
      /prod\.yaml: aws\.account: found: 123456789012, while the credentials are of 210987654321/,
    ],
    [
      "no credentials",
      { "sts get-caller-identity": { refuses: "Unable to locate credentials" } },
      /^aws sts get-caller-identity: Unable to locate credentials$/,
    ],
    [
      "a right that is missing",
      { "ec2 describe-volumes": { refuses: "An error occurred (UnauthorizedOperation)" } },
      /^aws ec2 describe-volumes: An error occurred \(UnauthorizedOperation\)$/,
    ],
  ])("for %s", async (_, answers, message) => {
    await expect(sweep(answers)).rejects.toThrow(message);
  });

  test("for a missing program, with where it comes from", async () => {
    process.env.PATH = "/nowhere";
    await expect(awsSweeper(environment).leftovers()).rejects.toThrow(
      /^aws is missing: install it from https:/,
    );
  });
});
