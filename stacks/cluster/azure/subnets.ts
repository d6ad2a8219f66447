import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { Subnet, type SubnetConfig } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { Construct } from "constructs";
import { settingsOf } from "../settings";
import { namesOf } from "./names";
import { addressesOf } from "./network";
import { type PartProps, placeOf } from "./part";
import { type Inbound, inboundRules } from "./security-rules";

/** Azure's own names for ranges: where its load balancers ask after health, and this network with those joined to it. */
const LOAD_BALANCER = "AzureLoadBalancer";
const NETWORK = "VirtualNetwork";

/** The network: a subnet for nodes and one for the API server, each with a list of who may connect into it. */
export class Subnets extends Construct {
  readonly nodes: Subnet;
  readonly apiServer: Subnet;
  /** The lists are in force from here on. */
  readonly guarded: SubnetNetworkSecurityGroupAssociation[] = [];
  private readonly network: VirtualNetwork;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PartProps,
  ) {
    super(scope, id);
    const { environment } = props;
    const addresses = addressesOf(environment);
    this.network = new VirtualNetwork(this, "network", {
      name: namesOf(environment).prefix,
      ...placeOf(props),
      addressSpace: [addresses.range],
    });
    const inside = [addresses.nodes, addresses.pods, addresses.apiServer];
    this.nodes = this.subnet(
      "nodes",
      {
        addressPrefixes: [addresses.nodes],
        // Storage is reached without leaving Azure, and knows by it who asks.
        serviceEndpoints: ["Microsoft.Storage"],
        // The only way out is the NAT gateway.
        defaultOutboundAccessEnabled: false,
      },
      [
        // Pods are no part of Azure's own name for this network, and their packets are not wrapped.
        { name: "the-cluster-itself", from: inside },
        { name: "health-of-nodes", from: [LOAD_BALANCER] },
        // To the load balancer's address, which the packets still carry when they reach a node.
        { name: "gateway", from: ["Internet"], ports: ["80", "443"] },
      ],
    );
    this.apiServer = this.subnet(
      "api-server",
      {
        addressPrefixes: [addresses.apiServer],
        delegation: [
          {
            name: "aks",
            serviceDelegation: {
              name: "Microsoft.ContainerService/managedClusters",
              actions: ["Microsoft.Network/virtualNetworks/subnets/join/action"],
            },
          },
        ],
      },
      // https://learn.microsoft.com/azure/aks/api-server-vnet-integration#nsg-security-rules
      [
        { name: "the-cluster-itself", from: inside, ports: ["443", "4443"] },
        { name: "the-api-server-itself", from: [addresses.apiServer] },
        { name: "health-of-the-api-server", from: [LOAD_BALANCER] },
        { name: "operators-in-the-network", from: [NETWORK], ports: ["443"] },
        ...publicRules(props),
      ],
    );
  }

  private subnet(
    name: string,
    config: Pick<
      SubnetConfig,
      "addressPrefixes" | "delegation" | "serviceEndpoints" | "defaultOutboundAccessEnabled"
    >,
    allowed: readonly Inbound[],
  ): Subnet {
    const subnet = new Subnet(this, name, {
      name,
      resourceGroupName: this.props.group.name,
      virtualNetworkName: this.network.name,
      ...config,
    });
    const rules = new NetworkSecurityGroup(this, `${name}-rules`, {
      name: `${namesOf(this.props.environment).prefix}-${name}`,
      ...placeOf(this.props),
      securityRule: inboundRules(allowed),
    });
    this.guarded.push(
      new SubnetNetworkSecurityGroupAssociation(this, `${name}-guarded`, {
        subnetId: subnet.id,
        networkSecurityGroupId: rules.id,
      }),
    );
    return subnet;
  }
}

/** Those outside who may ask the API, where there are any. */
function publicRules({ environment }: PartProps): Inbound[] {
  const { publicRanges } = settingsOf(environment, "azure").endpoint ?? {};
  return publicRanges ? [{ name: "operators-outside", from: publicRanges, ports: ["443"] }] : [];
}
