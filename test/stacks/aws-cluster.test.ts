import { at, listAt, objectAt } from "../rules/support/resources";
import { access, clusterOf, complete, shipped } from "./aws-cluster";

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
