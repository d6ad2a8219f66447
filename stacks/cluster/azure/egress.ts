import { NatGateway } from "@cdktf/provider-azurerm/lib/nat-gateway";
import { NatGatewayPublicIpAssociation } from "@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association";
import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNatGatewayAssociation } from "@cdktf/provider-azurerm/lib/subnet-nat-gateway-association";
import { Construct } from "constructs";
import { namesOf } from "./names";
import { type PartProps, placeOf } from "./part";
import { zonesOf } from "./pools";

export interface EgressProps extends PartProps {
  readonly nodes: Subnet;
}

/**
 * The way out, from one address that is known and stays: a NAT gateway, which has 64,000 connections to each destination, where a load
 * balancer would share them out among nodes.
 *
 * The gateway stands in one zone, which Azure chooses; while that one is away nodes in others reach nothing outside. Zone-redundant ones
 * (`StandardV2`) this provider does not know yet, and one in each zone would need a pool and a subnet in each.
 * https://learn.microsoft.com/azure/reliability/reliability-nat-gateway
 */
export class Egress extends Construct {
  readonly address: PublicIp;
  /** Nodes can reach Azure from here on: a cluster made before never comes up. */
  readonly ready: SubnetNatGatewayAssociation;

  constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    const zones = zonesOf(props.environment);
    const name = `${namesOf(props.environment).prefix}-out`;
    this.address = new PublicIp(this, "address", {
      name,
      ...placeOf(props),
      allocationMethod: "Static",
      sku: "Standard",
      ...(zones.length > 0 ? { zones } : {}),
    });
    const gateway = new NatGateway(this, "gateway", { name, ...placeOf(props) });
    const addressed = new NatGatewayPublicIpAssociation(this, "addressed", {
      natGatewayId: gateway.id,
      publicIpAddressId: this.address.id,
    });
    this.ready = new SubnetNatGatewayAssociation(this, "nodes", {
      subnetId: props.nodes.id,
      natGatewayId: gateway.id,
      dependsOn: [addressed],
    });
  }
}
