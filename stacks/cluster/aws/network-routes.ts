import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { prefixOf, settingsOf } from "../settings";
import type { Subnets } from "./network-subnets";

const ANYWHERE = "0.0.0.0/0";

/**
 * Ways out: of the public subnets by the internet gateway, of the private ones by NAT, of the control plane's none. Routes are
 * resources of their own: as blocks of a table they would have to name every attribute there is.
 */
export class Routes extends Construct {
  /** One for each zone, whichever NAT it leads to: going from one NAT to one in each zone replaces no table. */
  readonly private: readonly RouteTable[];
  private readonly prefix: string;

  constructor(
    scope: Construct,
    id: string,
    { environment, vpc, subnets }: { environment: Environment; vpc: Vpc; subnets: Subnets },
  ) {
    super(scope, id);
    this.prefix = prefixOf(environment);
    const gateway = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: this.named("internet") });
    const outside = this.table("public", vpc, subnets.public);
    new Route(this, "public-default", {
      routeTableId: outside.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: gateway.id,
    });
    this.table("control-plane", vpc, subnets.controlPlane);

    const perZone = settingsOf(environment, "aws").network?.nat === "per-zone";
    const ways = subnets.public
      .slice(0, perZone ? subnets.public.length : 1)
      .map((subnet, zone) => this.nat(zone, subnet, gateway));
    this.private = subnets.private.map((subnet, zone) => {
      const table = this.table(`private-${zone}`, vpc, [subnet]);
      new Route(this, `private-${zone}-default`, {
        routeTableId: table.id,
        destinationCidrBlock: ANYWHERE,
        natGatewayId: (ways[zone] ?? ways[0])?.id ?? "",
      });
      return table;
    });
  }

  private named(part: string) {
    return { Name: `${this.prefix}-${part}` };
  }

  private table(name: string, vpc: Vpc, subnets: readonly Subnet[]): RouteTable {
    const table = new RouteTable(this, name, { vpcId: vpc.id, tags: this.named(name) });
    subnets.forEach((subnet, index) => {
      new RouteTableAssociation(this, `${name}-of-${index}`, { routeTableId: table.id, subnetId: subnet.id });
    });
    return table;
  }

  private nat(zone: number, subnet: Subnet, gateway: InternetGateway): NatGateway {
    const tags = this.named(`nat-${zone}`);
    const address = new Eip(this, `nat-${zone}-address`, { domain: "vpc", tags, dependsOn: [gateway] });
    return new NatGateway(this, `nat-${zone}`, {
      allocationId: address.id,
      subnetId: subnet.id,
      tags,
      dependsOn: [gateway],
    });
  }
}
