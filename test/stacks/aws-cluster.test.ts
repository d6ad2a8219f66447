import { overlaps } from "../../stacks/cluster/addresses";
import { awsAccess } from "../../stacks/cluster/aws/access";
import { refuseKubernetes } from "../../stacks/platform/kubernetes";
import { at, listAt, objectAt } from "../rules/support/resources";
import { environmentOf } from "../support/environments";
import { stack } from "../support/stacks";
import { clusterOf, documentOf, environmentThat } from "./aws-cluster";

const shipped = () => stack("aws-cluster");
const complete = () => stack("aws-complete-cluster");
const access = (name: string) => awsAccess(environmentOf({ name }));

describe("network", () => {
  const named = (of: ReturnType<typeof stack>, kind: string) =>
    Object.entries(of.json.resource.aws_subnet ?? {})
      .filter(([name]) => name.startsWith(`network_subnets_${kind}-`))
      .map(([, body]) => body);

  test.each(["10.0.0.0/16", "192.168.16.0/20"])("in %s no two subnets share an address", (range) => {
    const { resources } = clusterOf(`network: { range: ${range} }`);
    const ranges = resources("aws_subnet").map(({ cidr_block }) => String(cidr_block));
    expect(ranges).toHaveLength(9);
    for (const each of ranges) {
      expect(overlaps(each, range)).toBe(true);
      expect(ranges.filter((other) => overlaps(each, other))).toEqual([each]);
    }
  });

  test("each kind of subnet is in three zones, none of which gives public addresses by itself", () => {
    for (const kind of ["public", "private", "control-plane"]) {
      const subnets = named(complete(), kind);
      expect(subnets.map((each) => each.availability_zone_id)).toEqual([
        "apse2-az3",
        "apse2-az5",
        "apse2-az6",
      ]);
      for (const each of subnets) expect(each.map_public_ip_on_launch).toBe(false);
    }
  });

  test.each([
    ["eu-west-1", ["euw1-az1", "euw1-az2", "euw1-az3"]],
    ["us-east-1", ["use1-az1", "use1-az2", "use1-az4"]],
    ["ap-southeast-2", ["apse2-az1", "apse2-az2", "apse2-az3"]],
    ["us-gov-west-1", ["usgw1-az1", "usgw1-az2", "usgw1-az3"]],
  ])("zones of %s are ids, without those that EKS refuses", (region, zones) => {
    const found = clusterOf("", { region }).resources("aws_subnet");
    expect([...new Set(found.map((each) => each.availability_zone_id))]).toEqual(zones);
  });

  test("the API server's interfaces have subnets of their own, which other layers know at synth and nothing leads out of", () => {
    const own = named(shipped(), "control-plane");
    expect(access("aws").apiServer.ranges.slice(0, 3)).toEqual(own.map(({ cidr_block }) => cidr_block));
    const [cluster] = shipped().resources("aws_eks_cluster");
    expect(listAt(cluster ?? {}, "vpc_config", "subnet_ids")).toEqual(
      [0, 1, 2].map((zone) => `\${aws_subnet.network_subnets_control-plane-${zone}.id}`),
    );
    const leading = shipped()
      .resources("aws_route")
      .map(({ route_table_id }) => String(route_table_id));
    expect(leading.filter((table) => table.includes("control-plane"))).toEqual([]);
  });

  test("there is one way out, or by nat: per-zone one in each zone", () => {
    expect(shipped().resources("aws_nat_gateway")).toHaveLength(1);
    expect(complete().resources("aws_nat_gateway")).toHaveLength(3);
    const ways = complete()
      .resources("aws_route")
      .flatMap(({ nat_gateway_id }) => nat_gateway_id ?? []);
    expect(new Set(ways).size).toBe(3);
  });

  test("nodes reach AWS inside the network, or by endpoints: s3 only what costs nothing", () => {
    const kinds = (of: ReturnType<typeof stack>) =>
      of.resources("aws_vpc_endpoint").map(({ vpc_endpoint_type }) => vpc_endpoint_type);
    expect(kinds(complete()).filter((kind) => kind === "Interface")).toHaveLength(6);
    expect(kinds(shipped())).toEqual(["Gateway"]);
  });

  test("nothing is open by default, and whoever speaks is written down", () => {
    const [group] = shipped().resources("aws_default_security_group");
    expect(Object.keys(group ?? {}).filter((key) => /gress/.test(key))).toEqual([]);
    expect(shipped().resources("aws_flow_log")).toMatchObject([{ traffic_type: "ALL" }]);
  });
});

describe("cluster", () => {
  const [cluster = {}] = shipped().resources("aws_eks_cluster");

  test("it is in Auto Mode, without pools that allow by default", () => {
    expect(cluster).toMatchObject({
      bootstrap_self_managed_addons: false,
      compute_config: { enabled: true, node_pools: [] },
      storage_config: { block_storage: { enabled: true } },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
    });
  });

  test("it encrypts secrets, logs everything, and its support does not become dearer by itself", () => {
    expect(cluster).toMatchObject({
      encryption_config: { resources: ["secrets"] },
      enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      upgrade_policy: { support_type: "STANDARD" },
      version: "1.35",
    });
  });

  test("its API answers inside only, and outside to the ranges that are named", () => {
    expect(cluster).toMatchObject({
      vpc_config: { endpoint_private_access: true, endpoint_public_access: false },
    });
    expect(complete().resources("aws_eks_cluster")).toMatchObject([
      { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["198.51.100.16/28"] } },
    ]);
  });

  test("whoever makes it is let in where no admins are named, and a later change does not replace it", () => {
    const path = ["access_config", "bootstrap_cluster_creator_admin_permissions"];
    expect(at(cluster, ...path)).toBe(true);
    expect(at(complete().resources("aws_eks_cluster")[0], ...path)).toBe(false);
    expect(listAt(cluster, "lifecycle", "ignore_changes")).toEqual([`${path[0]}[0].${path[1]}`]);
  });

  test("admins and nodes have entries of their own, of this or another account", () => {
    const other = "arn:aws:iam::999999999999:role/team/operator";
    const { resources } = clusterOf(`admins: ["${other}"]`);
    expect(resources("aws_eks_access_entry")).toMatchObject([
      { type: "STANDARD", principal_arn: other },
      { type: "EC2" },
    ]);
    expect(
      resources("aws_eks_access_policy_association").map(
        ({ policy_arn }) => String(policy_arn).split("/")[1],
      ),
    ).toEqual(["AmazonEKSClusterAdminPolicy", "AmazonEKSAutoNodePolicy"]);
  });

  test("under protection AWS itself refuses to delete it", () => {
    expect(cluster.deletion_protection).toBe(true);
    const [free] = clusterOf("", { rest: "protection: off" }).resources("aws_eks_cluster");
    expect(free).toMatchObject({ deletion_protection: false });
    expect(free).not.toHaveProperty("lifecycle.prevent_destroy");
  });

  test("outputs say its name, how to get credentials and where images go, and nothing that is secret", () => {
    const { output = {} } = shipped().json as unknown as {
      output?: Record<string, { value: unknown; sensitive?: boolean }>;
    };
    expect(output.credentials?.value).toBe(
      "aws eks update-kubeconfig --region eu-west-1 --name ivcap-aws --alias ivcap-aws",
    );
    expect(Object.keys(objectAt(output.images?.value as object as never))).toEqual([
      "api-gateway",
      "data-proxy",
      "exit-handler",
      "order-dispatcher",
    ]);
  });
});

describe("nodes", () => {
  const manifest = (name: string, kind: string, of = "") => {
    const found = access(name).nodeManifests.find(
      (each) => at(each as never, "kind") === kind && (!of || at(each as never, "metadata", "name") === of),
    );
    return objectAt(found as never);
  };

  test("a new pod is shut until its policies are there, and policies are looked at", () => {
    expect(manifest("aws", "NodeClass")).toMatchObject({ spec: { networkPolicy: "DefaultDeny" } });
    expect(manifest("aws", "ConfigMap")).toMatchObject({
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    });
  });

  test("their role, subnets and group are those that the stack makes", () => {
    const spec = objectAt(manifest("aws", "NodeClass"), "spec");
    const roles = shipped().resources("aws_iam_role");
    expect(roles.map(({ name }) => name)).toContain(spec.role);
    const [provider] = shipped().json.provider.aws ?? [];
    const [selector] = listAt(spec, "subnetSelectorTerms");
    const matched = shipped()
      .resources("aws_subnet")
      .map((each) => ({
        ...objectAt(listAt(provider ?? {}, "default_tags")[0] ?? {}, "tags"),
        ...objectAt(each, "tags"),
      }))
      .filter((tags) =>
        Object.entries(objectAt(selector ?? {}, "tags")).every(([key, value]) => tags[key] === value),
      );
    expect(matched.map(({ Name }) => String(Name))).toEqual(
      [1, 2, 3].map((zone) => `ivcap-aws-private-euw1-az${zone}`),
    );
    expect(spec.securityGroupSelectorTerms).toEqual([{ tags: { "aws:eks:cluster-name": "ivcap-aws" } }]);
  });

  test("the pools grow as far as the environment says", () => {
    expect(manifest("aws-complete", "NodePool", "system")).toMatchObject({
      spec: { limits: { cpu: "61", memory: "262Gi" } },
    });
    expect(manifest("aws-complete", "NodePool", "orders")).toMatchObject({
      spec: { limits: { cpu: "63", memory: "264Gi" } },
    });
  });

  test("orders have nodes of their own, that go only when they are empty", () => {
    const { labels, taints } = access("aws").orderNodes;
    expect(manifest("aws", "NodePool", "orders")).toMatchObject({
      spec: {
        template: { metadata: { labels }, spec: { taints } },
        disruption: { consolidationPolicy: "WhenEmpty" },
      },
    });
    expect(taints).toHaveLength(1);
  });
});

describe("what is kept", () => {
  test("backups have a bucket always, objects and logs where they are in S3", () => {
    const names = (of: ReturnType<typeof stack>) => of.resources("aws_s3_bucket").map(({ bucket }) => bucket);
    expect(names(shipped())).toEqual([expect.stringMatching(/^ivcap-aws-.*-backups$/)]);
    expect(names(complete())).toEqual(
      ["backups", "logs", "objects"].map((of) => `ivcap-aws-complete-210987654321-${of}`),
    );
  });

  test("other layers know at synth where backups and objects go, and how the zone is changed", () => {
    const known = access("aws-complete");
    const names = complete()
      .resources("aws_s3_bucket")
      .map(({ bucket }) => bucket);
    const told = [known.backups?.kind === "s3" && known.backups.bucket, known.objectStore?.buckets];
    expect(told.flatMap((each) => (typeof each === "object" ? Object.values(each) : each)).sort()).toEqual(
      names,
    );
    expect(known.objectStore?.endpoint).toBe("https://s3.ap-southeast-2.amazonaws.com");
    expect(known.zones).toMatchObject({ name: "aws", env: { AWS_REGION: "ap-southeast-2" } });
  });

  test("a destroy empties no bucket of backups, and the others only without protection", () => {
    const forced = (rest: string) =>
      clusterOf("", { rest: `objectStore: { kind: s3 }\n${rest}` })
        .resources("aws_s3_bucket")
        .map(({ force_destroy }) => force_destroy);
    expect(forced("protection: on")).toEqual([false, false, false]);
    expect(forced("protection: off")).toEqual([false, true, true]);
  });

  test("one key encrypts buckets, images, logs, volumes and the nodes' disks", () => {
    const key = "${aws_kms_key.encryption_key.arn}";
    expect(complete().resources("aws_kms_key")).toMatchObject([{ enable_key_rotation: true }]);
    for (const [type, count] of [
      ["aws_s3_bucket_server_side_encryption_configuration", 3],
      ["aws_ecr_repository", 4],
      ["aws_cloudwatch_log_group", 2],
    ] as const) {
      const found = complete().resources(type);
      expect(found).toHaveLength(count);
      for (const each of found) expect(JSON.stringify(each)).toContain(key);
    }
    const alias = "arn:aws:kms:ap-southeast-2:210987654321:alias/ivcap-aws-complete";
    const known = access("aws-complete");
    expect(known.storage.parameters).toMatchObject({ encrypted: "true", kmsKeyId: alias });
    expect(JSON.stringify(known.nodeManifests)).toContain(`"kmsKeyID":"${alias}"`);
  });

  test("everything is tagged, by the provider, and what the cluster makes by what makes it", () => {
    const tags = { platform: "ivcap", environment: "aws-complete", owner: "owner-of-aws" };
    expect(complete().json.provider.aws).toMatchObject([
      { default_tags: [{ tags: { ...tags, layer: "cluster" } }] },
    ]);
    const { gateway, storage, nodeManifests } = access("aws-complete");
    expect(nodeManifests).toContainEqual(
      expect.objectContaining({
        kind: "NodeClass",
        spec: expect.objectContaining({ tags: { ...tags, layer: "cluster" } }),
      }),
    );
    const pairs = Object.entries({ ...tags, layer: "platform" }).map(([key, value]) => `${key}=${value}`);
    expect(Object.values(storage.parameters)).toEqual(expect.arrayContaining(pairs));
    for (const pair of pairs) expect(JSON.stringify(gateway.annotations)).toContain(pair);
  });
});

describe("workloads", () => {
  const workload = {
    name: "keeper",
    namespace: "minding",
    serviceAccount: "keeper",
    pods: [],
    grants: ["backups", "objects"] as const,
  };
  const one = () => clusterOf("", { workloads: [workload] }).resources;

  test("a role is taken by its one service account of this cluster, and by nothing else", () => {
    const role = one()("aws_iam_role").find(({ name }) => name === "ivcap-trial-keeper");
    expect(documentOf(role?.assume_role_policy)).toMatchObject([
      {
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:123456789012:cluster/ivcap-trial",
            "aws:RequestTag/kubernetes-namespace": "minding",
            "aws:RequestTag/kubernetes-service-account": "keeper",
          },
        },
      },
    ]);
    expect(one()("aws_eks_pod_identity_association")).toMatchObject([
      { namespace: "minding", service_account: "keeper" },
    ]);
  });

  test("it may use the buckets that it is granted as far as there are any, and no other", () => {
    const rights = one()("aws_iam_role_policy").find(({ name }) => name === "rights");
    const text = JSON.stringify(documentOf(rights?.policy));
    expect(text).toContain("aws_s3_bucket.buckets_backups_bucket.arn");
    expect(text).not.toMatch(/objects_bucket|logs_bucket|"\*"/);
  });

  test("without a right there is no role", () => {
    const { resources } = clusterOf("", { workloads: [{ ...workload, grants: ["objects"] }] });
    expect(resources("aws_eks_pod_identity_association")).toEqual([]);
  });

  test("records of the domain may be changed, of whichever zone they are in, and no other name's", () => {
    const { resources } = clusterOf("", { workloads: [{ ...workload, grants: ["dns"] }] });
    const rights = resources("aws_iam_role_policy").find(({ name }) => name === "rights");
    const statements = documentOf(rights?.policy);
    const anywhere = statements.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action);
    expect(anywhere).toEqual(["route53:ListHostedZones", "route53:ListHostedZonesByName"]);
    const [change] = statements;
    expect(change).toMatchObject({
      Action: "route53:ChangeResourceRecordSets",
      Condition: {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
            "trial.example.org",
            "*.trial.example.org",
            "*-trial.example.org",
          ],
        },
      },
    });
  });
});

describe("refused at synth", () => {
  test.each([
    [
      "network: { range: 10.0.0.0/8 }",
      "aws.network.range: found: 10.0.0.0/8; allowed: a range of /16 to /20",
    ],
    [
      "network: { range: 10.0.0.0/21 }",
      "aws.network.range: found: 10.0.0.0/21; allowed: a range of /16 to /20",
    ],
    ["network: { range: 198.51.0.0/16 }", "aws.network.range: found: 198.51.0.0/16"],
    [
      "network: { services: 172.20.0.0/25 }",
      "aws.network.services: found: 172.20.0.0/25; allowed: a range of /12",
    ],
    ["network: { services: 198.51.100.0/24 }", "aws.network.services: found: 198.51.100.0/24"],
    ["network: { services: 10.64.128.0/17 }", "which overlaps aws.network.range, 10.64.0.0/16"],
    [
      "endpoint: { publicRanges: [0.0.0.0/0] }",
      "aws.endpoint.publicRanges.0: found: 0.0.0.0/0; allowed: ranges of /8",
    ],
    [
      "zones: [euw1-az1, euw1-az1, euw1-az2]",
      "aws.zones: found: euw1-az1, euw1-az1, euw1-az2; allowed: 3 different",
    ],
  ])("%s", (says, message) => {
    expect(() => clusterOf(says)).toThrow(message);
  });

  test("a region with two zones", () => {
    expect(() => clusterOf("", { region: "us-west-1" })).toThrow(
      "aws.region: found: us-west-1, where EKS stands in 2 zones",
    );
  });

  test.each([
    ["9.99", 'kubernetes.version: found: "9.99"'],
    ["1.99", "kubernetes.version: found: 1.99"],
  ])("Kubernetes %s", (version, message) => {
    const rest = `kubernetes: { version: "${version}" }`;
    expect(() => refuseKubernetes(environmentThat("", { rest }))).toThrow(message);
  });

  test("a file's name that makes the longest name too long, with how long it may be", () => {
    expect(() => clusterOf("", { name: "a".repeat(37) })).toThrow(
      /the file's name: found: a+, of 37 characters; allowed: at most 36, since the bucket/,
    );
    expect(() => clusterOf("", { name: "a".repeat(36) })).not.toThrow();
  });
});

test("a value that is still to be filled in passes synth", () => {
  expect(() => clusterOf("network: { range: CHANGE-ME, services: CHANGE-ME }")).not.toThrow();
  expect(() => clusterOf("endpoint: { publicRanges: [CHANGE-ME] }", { region: "CHANGE-ME" })).not.toThrow();
});
