import { overlaps } from "../../stacks/cluster/addresses";
import { listAt } from "../rules/support/resources";
import type { stack } from "../support/stacks";
import { access, clusterOf, complete, shipped } from "./aws-cluster";

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
