import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { markHoldsData } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { prefixOf } from "../settings";
import { addressesOf } from "./network";
import { Endpoints } from "./network-endpoints";
import { FlowLogs } from "./network-flow-logs";
import { Routes } from "./network-routes";
import { Subnets } from "./network-subnets";

/** The network over three zones. The cluster cannot move to another, so it goes only with the cluster. */
export class Network extends Construct {
  readonly subnets: Subnets;

  constructor(scope: Construct, id: string, { environment, key }: { environment: Environment; key: KmsKey }) {
    super(scope, id);
    const vpc = new Vpc(this, "vpc", {
      cidrBlock: addressesOf(environment).range,
      enableDnsSupport: true,
      enableDnsHostnames: true, // endpoints answer to the services' usual names
      tags: { Name: prefixOf(environment) },
    });
    markHoldsData(vpc);
    // The group that everything without one of its own is in: it lets nothing through.
    new DefaultSecurityGroup(this, "default-group", {
      vpcId: vpc.id,
      tags: { Name: `${prefixOf(environment)}-default` },
    });
    new FlowLogs(this, "flow-logs", { environment, key, vpc });
    this.subnets = new Subnets(this, "subnets", { environment, vpc });
    const routes = new Routes(this, "routes", { environment, vpc, subnets: this.subnets });
    new Endpoints(this, "endpoints", { environment, vpc, subnets: this.subnets, routes });
  }
}
