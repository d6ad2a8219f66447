import { passing, running } from "../../constructs/pod-requests";
import { amountOf } from "../../constructs/quantity";
import { resources } from "../../constructs/security";
import { parseEnvironment } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { capacityLine, refuseTooSmall, warningsOf } from "../../stacks/cluster/capacity";
import { nodesFor, placedPods } from "../../stacks/cluster/capacity/packing";
import { loadOf } from "../../stacks/load";
import { shippedEnvironments } from "../support/environments";

const ID = "00000000-0000-4000-8000-000000000000";
const read = (source: string): Environment => {
  const { environment, errors } = parseEnvironment("environments/site.yaml", source);
  if (!environment) throw new Error(errors.join("\n"));
  return environment;
};
const azure = (nodes: string, more = "", region = "westeurope") =>
  read(`target: azure
domain: ivcap.example.org
tls: { email: operator@example.org }
azure:
  subscription: ${ID}
  tenant: ${ID}
  region: ${region}
  nodes: ${nodes}
${more}`);
const aws = (nodes: string, more = "", region = "eu-west-1") =>
  read(`target: aws
domain: ivcap.example.org
tls: { email: operator@example.org }
aws:
  account: "123456789012"
  region: ${region}
  nodes: ${nodes}
${more}`);

const refusal = (environment: Environment): string => {
  try {
    refuseTooSmall(environment, loadOf(environment));
  } catch (error) {
    return (error as Error).message;
  }
  return "";
};

test.each(shippedEnvironments)("$file has nodes that hold what runs on them", (environment) => {
  expect(refusal(environment)).toBe("");
});

test("nodes that cannot hold what runs on them are refused with both sums and what to write instead", () => {
  const message = refusal(azure("{ system: { size: Standard_D2s_v5, minimum: 1, maximum: 1 } }"));
  expect(message).toMatch(
    /^environments\/site\.yaml: azure\.nodes\.system: found: 1–1 nodes of Standard_D2s_v5, each with 1\.6 CPU and 5\.3 GiB for pods; allowed: room for \d\.\d CPU and \d+\.\d GiB, which is what runs there \(largest: .+ with .+\); raise maximum to [2-4], or take Standard_D(4|8)s_v5$/,
  );
});

test("what the message says to write is enough", () => {
  const small = "size: Standard_D2s_v5, minimum: 1";
  const [, nodes] =
    /raise maximum to (\d+)/.exec(refusal(azure(`{ system: { ${small}, maximum: 1 } }`))) ?? [];
  expect(refusal(azure(`{ system: { ${small}, maximum: ${nodes} } }`))).toBe("");
  expect(refusal(azure(`{ system: { ${small}, maximum: ${Number(nodes) - 1} } }`))).not.toBe("");
});

test("more replicas ask for more nodes", () => {
  const nodes = "{ system: { minimum: 1, maximum: 1 } }";
  expect(refusal(azure(nodes))).toBe("");
  expect(refusal(azure(nodes, "components: { minio: { servers: 16 } }"))).toMatch(/raise maximum to [2-4]/);
});

test("a component that is left out asks for nothing", () => {
  const nodes = "{ system: { cpu: 8, memory: 16Gi } }";
  const more = "components: { minio: { servers: 5 } }";
  expect(refusal(aws(nodes, more))).toMatch(/aws\.nodes\.system: found: 1 nodes like/);
  expect(refusal(aws(nodes, `${more}\ncatalogue: { kind: none }`))).toBe("");
});

test("limits of Auto Mode that cannot hold what runs there are refused with limits that do", () => {
  const message = refusal(aws("{ system: { cpu: 2, memory: 8Gi } }"));
  expect(message).toMatch(/aws\.nodes\.system: found: 0 nodes like .*raise cpu to \d+ and memory to \d+Gi$/);
  const [, cpu, memory] = /raise cpu to (\d+) and memory to (\d+Gi)/.exec(message) ?? [];
  expect(refusal(aws(`{ system: { cpu: ${cpu}, memory: ${memory} } }`))).toBe("");
});

test("an order whose container takes more than its node has is refused", () => {
  const orders = "isolation: { orders: { container: { cpu: 12, memory: 4Gi } } }".replace("12", '"12"');
  expect(refusal(azure("{}", orders))).toMatch(
    /azure\.nodes\.orders: found: 0–8 nodes of Standard_D8ads_v5.*12\.0 CPU and 4\.1 GiB; lower that limit, or take Standard_D16ads_v5$/,
  );
});

test("a size or region that the tables do not know is warned of by name, and nothing is refused", () => {
  const environment = azure("{ system: { size: Standard_M8ms } }", "", "norwayeast");
  expect(refusal(environment)).toBe("");
  expect(warningsOf(environment)).toEqual([
    expect.stringContaining("azure.nodes.system.size: found: Standard_M8ms"),
    expect.stringContaining("azure.region: found: norwayeast"),
  ]);
  expect(capacityLine(environment, loadOf(environment))).toContain("a size that the table does not know");
  expect(warningsOf(aws("{}", "", "eu-north-1"))).toEqual([
    expect.stringContaining("aws.region: found: eu-north-1"),
  ]);
  expect(warningsOf(azure("{}"))).toEqual([]);
});

test("values that are still to be filled in are neither refused nor warned of", () => {
  const environment = azure("{ system: { size: CHANGE-ME } }", "", "CHANGE-ME");
  expect(refusal(environment)).toBe("");
  expect(warningsOf(environment)).toEqual([]);
});

test("synth says in a line what is asked for and how many nodes that takes", () => {
  const environment = azure("{}");
  expect(capacityLine(environment, loadOf(environment))).toMatch(
    /^site: \d+ pods ask for \d\.\d CPU and \d+\.\d GiB; that takes \d of 2–4 nodes of Standard_D4ads_v5$/,
  );
});

test("of jobs the largest needs room, of pods each", () => {
  const small = resources({ request: "100m", limit: "1" }, "128Mi");
  const large = resources({ request: "100m", limit: "1" }, "1Gi");
  const pods = placedPods([running("a", 3, small), passing("b", small), passing("c", large)]);
  expect(pods.map(({ name }) => name)).toEqual(["a", "a", "a", "c"]);
});

test("pods go where there is room, and one that no node holds is named", () => {
  const size = (memory: string) => running(memory, 1, resources({ request: "100m", limit: "1" }, memory));
  const node = { cpu: 4000, memory: amountOf("4Gi") };
  expect(nodesFor(["3Gi", "1Gi", "2Gi", "2Gi"].map(size), node)).toBe(2);
  expect(nodesFor(["3Gi", "3Gi", "2Gi"].map(size), node)).toBe(3);
  expect(nodesFor([size("5Gi")], node)).toMatchObject({ name: "5Gi" });
});

test.each([
  ["250m", 0.25],
  ["2", 2],
  ["0.5", 0.5],
  ["128Mi", 128 * 1024 ** 2],
  ["1G", 1e9],
  ["20Gi", 20 * 1024 ** 3],
])("the quantity %s is %d", (quantity, amount) => {
  expect(amountOf(quantity)).toBe(amount);
});

test("text that is no quantity amounts to nothing that can be compared", () => {
  expect(amountOf("CHANGE-ME")).toBeNaN();
});
