import { tagsOf } from "../../../stacks/cluster/tags";
import { expect } from "../../cluster/report";
import { numbered, oneOf, specification } from "../cloud";
import type { Context } from "../context";
import { NAME } from "../environment";
import { expectNoChanges } from "./terraform";

const CLUSTER = `ivcap-${NAME}`;
/** What Auto Mode writes on everything that it makes, and we besides. */
export const CLUSTER_TAGS = {
  "eks:eks-cluster-name": CLUSTER,
  ...tagsOf({ name: NAME, owner: "test-aws" } as Parameters<typeof tagsOf>[0], "cluster"),
};

/**
 * What changes an Auto Mode cluster without us. There are no node groups whose counts could be changed: nodes are instances that the node
 * pools make, which Terraform does not know.
 */
export async function checkOutside({ report, workspace, cloud }: Context): Promise<void> {
  await report.check(
    "nodes come and go (Auto Mode has no counts to change: instances), subnets are tagged, the cluster's group is opened to a load balancer: still nothing changes",
    async () => {
      const subnets = await cloud.describe("Subnets", "subnetId", {
        "tag:kubernetes.io/role/internal-elb": "1",
      });
      expect(subnets.length === 3, `three private subnets were looked for; found: ${subnets.length}`);
      const nodes = [];
      for (const subnet of subnets) nodes.push(await startNode(cloud, subnet));
      await cloud.ask("ec2", "TerminateInstances", { "InstanceId.1": nodes[0] ?? "" });
      await cloud.ask("ec2", "CreateTags", {
        "ResourceId.1": subnets[0] ?? "",
        ...numbered("Tag", { [`kubernetes.io/cluster/${CLUSTER}`]: "shared" }),
      });
      const [group] = await groupOfCluster(cloud);
      await cloud.ask("ec2", "AuthorizeSecurityGroupIngress", {
        GroupId: group ?? "",
        "IpPermissions.1.IpProtocol": "tcp",
        "IpPermissions.1.FromPort": "8443",
        "IpPermissions.1.ToPort": "8443",
        "IpPermissions.1.IpRanges.1.CidrIp": "10.64.192.0/22",
      });
      try {
        await expectNoChanges(workspace);
      } finally {
        // The cluster's own work, which a teardown finds done.
        for (const [index, node] of nodes.entries()) {
          if (index > 0) await cloud.ask("ec2", "TerminateInstances", { "InstanceId.1": node });
        }
      }
    },
  );
}

async function startNode(cloud: Context["cloud"], subnet: string): Promise<string> {
  const answer = await cloud.ask("ec2", "RunInstances", {
    ImageId: "ami-12c6146b", // one that moto knows; it looks no further
    InstanceType: "m7i.xlarge",
    MinCount: "1",
    MaxCount: "1",
    SubnetId: subnet,
    ...specification("instance", CLUSTER_TAGS),
  });
  return oneOf(answer, "instanceId");
}

/** EKS names it `eks-cluster-sg-<cluster>-…`. */
const groupOfCluster = (cloud: Context["cloud"]) =>
  cloud.describe("SecurityGroups", "groupId", { "group-name": `eks-cluster-sg-${CLUSTER}-*` });
