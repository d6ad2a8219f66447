import { run } from "../../../scripts/support/command";
import { expect } from "../../cluster/report";
import { type Cloud, numbered, oneOf, specification } from "../cloud";
import type { Context } from "../context";
import { NAME } from "../environment";
import { CLUSTER_TAGS } from "./outside";

/** What a cluster that died too early leaves: it has to be found by its tags, since no state knows it. */
export async function checkLeftovers({ report, workspace, cloud }: Context): Promise<void> {
  let commands: string[] = [];
  await report.check(
    "a load balancer, a volume and a network interface with the cluster's tags are all found, and make the sweep fail",
    async () => {
      const planted = await plant(cloud);
      const { code, stdout, stderr } = await workspace.command("sweep.ts", ["--env", NAME]);
      expect(code === 1, `npm run sweep ended with ${code}:\n${stdout}${stderr}`);
      for (const id of planted) expect(stdout.includes(id), `${id} was not found:\n${stdout}`);
      commands = stdout
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line.startsWith("aws "));
      expect(commands.length === planted.length, `a command for each was looked for:\n${stdout}`);
    },
  );
  await report.check("the commands that it prints delete them, and nothing is left", async () => {
    for (const command of commands) {
      const { code, stderr } = await run("sh", ["-c", command], { env: workspace.env });
      expect(code === 0, `${command}\nended with ${code}: ${stderr}`);
    }
    const { code, stdout, stderr } = await workspace.command("sweep.ts", ["--env", NAME]);
    expect(code === 0, `npm run sweep ended with ${code}:\n${stdout}${stderr}`);
  });
}

/** In the account's default network, as ours is gone. @returns their ids */
async function plant(cloud: Cloud): Promise<string[]> {
  const [subnet = "", other = ""] = await cloud.describe("Subnets", "subnetId", { "default-for-az": "true" });
  const volume = await cloud.ask("ec2", "CreateVolume", {
    AvailabilityZone: "eu-west-1a",
    Size: "20",
    ...specification("volume", CLUSTER_TAGS),
  });
  const face = await cloud.ask("ec2", "CreateNetworkInterface", {
    SubnetId: subnet,
    ...specification("network-interface", CLUSTER_TAGS),
  });
  const balancer = await cloud.ask("elasticloadbalancing", "CreateLoadBalancer", {
    Name: "k8s-gateway-left",
    Type: "network",
    "Subnets.member.1": subnet,
    "Subnets.member.2": other,
    ...numbered("Tags.member", CLUSTER_TAGS),
  });
  return [oneOf(volume, "volumeId"), oneOf(face, "networkInterfaceId"), oneOf(balancer, "LoadBalancerArn")];
}
