import { join } from "node:path";
import { forOlderAws, hasOlderAwsOnly } from "../../scripts/support/older-aws";
import { folderWith } from "../support/environment-folder";
import { deployment, stack } from "../support/stacks";

const cluster = () => {
  const [found] = deployment("aws").stacks.filter(({ name }) => name === "aws-cluster");
  if (!found) throw new Error("no aws-cluster");
  return found;
};
const mirror = (...versions: string[]) =>
  folderWith(
    Object.fromEntries(versions.map((version) => [`registry.terraform.io/hashicorp/aws/${version}/x`, ""])),
  );

test("what only the newer AWS provider has is taken out of the copy by name, and the stack keeps it", () => {
  const newer = cluster();
  const [[name = "", body] = []] = Object.entries(newer.json.resource.aws_eks_cluster ?? {});
  Object.assign(body ?? {}, { deletion_protection: true, region: "eu-west-1" });
  const { stack: copy, dropped } = forOlderAws(newer);
  expect(dropped.filter((each) => each.includes("eks_cluster"))).toEqual([
    `aws_eks_cluster.${name}.region`,
    `aws_eks_cluster.${name}.deletion_protection`,
  ]);
  expect(copy.json.resource.aws_eks_cluster?.[name]).not.toHaveProperty("deletion_protection");
  expect(copy.json.resource.aws_eks_cluster?.[name]).toHaveProperty("name");
  expect(copy.json.terraform.required_providers.aws?.version).toBe("5.100.0");
  expect(body).toHaveProperty("deletion_protection", true);
});

test("a stack without AWS stays as it is", () => {
  const azure = stack("azure-cluster");
  expect(forOlderAws(azure)).toEqual({ stack: azure, dropped: [] });
});

test.each([
  ["both", ["5.100.0", "6.25.0"], false],
  ["only the older", ["5.100.0"], true],
  ["neither", [], false],
])("a mirror that has %s of them decides which one judges", (_, versions, older) => {
  expect(hasOlderAwsOnly(join(mirror(...versions)), cluster())).toBe(older);
});

test("without a mirror the registry has what is pinned", () => {
  expect(hasOlderAwsOnly(undefined, cluster())).toBe(false);
});
