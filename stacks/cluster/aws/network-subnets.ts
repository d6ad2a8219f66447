import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { prefixOf } from "../settings";
import { addressesOf, INSIDE } from "./network";
import { zonesOf } from "./network-zones";

/** Load balancers that are reached from outside are put in subnets with this tag, others in those with INSIDE. */
export const OUTSIDE = { "kubernetes.io/role/elb": "1" } as const;
/** Three of each kind, a zone each. */
export class Subnets extends Construct {
  readonly public: readonly Subnet[];
  readonly private: readonly Subnet[];
  readonly controlPlane: readonly Subnet[];

  constructor(scope: Construct, id: string, { environment, vpc }: { environment: Environment; vpc: Vpc }) {
    super(scope, id);
    const addresses = addressesOf(environment);
    const zones = zonesOf(environment);
    const subnets = (kind: string, ranges: readonly string[], tags: Record<string, string>) =>
      ranges.map(
        (cidrBlock, zone) =>
          new Subnet(this, `${kind}-${zone}`, {
            vpcId: vpc.id,
            cidrBlock,
            availabilityZoneId: zones[zone] ?? "",
            mapPublicIpOnLaunch: false,
            tags: { Name: `${prefixOf(environment)}-${kind}-${zones[zone]}`, ...tags },
          }),
      );
    this.public = subnets("public", addresses.public, OUTSIDE);
    this.private = subnets("private", addresses.private, INSIDE);
    this.controlPlane = subnets("control-plane", addresses.controlPlane, {});
  }
}
