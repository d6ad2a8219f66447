import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { prefixOf, settingsOf } from "../settings";
import { addressesOf } from "./network";
import type { Routes } from "./network-routes";
import type { Subnets } from "./network-subnets";

/**
 * What nodes ask of AWS: images, to join the cluster, and credentials of pods. Pods themselves ask none of these: their policies shut
 * the network's own addresses out, so that an endpoint here for something that pods call would cut them off. S3 keeps its public
 * addresses; its endpoint is a route.
 */
const SERVICES = ["ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "sts"] as const;

/** AWS's own services, reached without the internet. */
export class Endpoints extends Construct {
  constructor(
    scope: Construct,
    id: string,
    {
      environment,
      vpc,
      subnets,
      routes,
    }: { environment: Environment; vpc: Vpc; subnets: Subnets; routes: Routes },
  ) {
    super(scope, id);
    const prefix = prefixOf(environment);
    const { region, network } = settingsOf(environment, "aws");
    new VpcEndpoint(this, "s3", {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: routes.private.map((table) => table.id),
      tags: { Name: `${prefix}-s3` },
    });
    if (network?.endpoints === "s3") return;

    const group = new SecurityGroup(this, "group", {
      name: `${prefix}-endpoints`,
      description: "Endpoints of AWS services: asked from inside, they ask nobody",
      vpcId: vpc.id,
      tags: { Name: `${prefix}-endpoints` },
    });
    addressesOf(environment).private.forEach((cidrIpv4, zone) => {
      new VpcSecurityGroupIngressRule(this, `from-private-${zone}`, {
        securityGroupId: group.id,
        description: "HTTPS from nodes",
        cidrIpv4,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      });
    });
    for (const service of SERVICES) {
      new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.${region}.${service}`,
        vpcEndpointType: "Interface",
        privateDnsEnabled: true,
        subnetIds: subnets.private.map((subnet) => subnet.id),
        securityGroupIds: [group.id],
        tags: { Name: `${prefix}-${service}` },
      });
    }
  }
}
