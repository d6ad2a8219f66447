import { loadEnvironments } from "../../environments/load";
import { accessOf } from "../../stacks/cluster";
import { folderWith } from "../support/environment-folder";

const MINIMAL = `target: azure
domain: ivcap.example.org
azure:
  subscription: 00000000-1111-2222-3333-444444444444
  tenant: 55555555-6666-7777-8888-999999999999
  region: westeurope
`;

const environmentWith = (says: string) => {
  const [environment] = loadEnvironments(
    folderWith({ "a.yaml": `${MINIMAL}  ${says}\ntls: { email: a@example.org }\n` }),
  );
  if (!environment) throw new Error("no environment");
  return environment;
};

/** What synth says of an environment with this beside the minimum of `azure`. */
function refusal(says: string, file = "a.yaml"): string {
  const folder = folderWith({
    [file]: `${MINIMAL}${says === "" ? "" : `  ${says}\n`}tls: { email: a@example.org }\n`,
  });
  const [environment] = loadEnvironments(folder);
  if (!environment) throw new Error("no environment");
  try {
    accessOf(environment);
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  return "";
}

test("the minimum is not refused", () => {
  expect(refusal("")).toBe("");
});

test.each([
  {
    what: "pods in the network's own range",
    says: "network: { pods: 10.64.0.0/14 }",
    message: [
      "azure.network.pods:",
      "found: 10.64.0.0/14, which overlaps azure.network.range (10.64.0.0/16)",
    ],
  },
  {
    what: "services among the pods",
    says: "network: { services: 10.129.0.0/16 }",
    message: ["azure.network.services:", "overlaps azure.network.pods (10.128.0.0/14)"],
  },
  {
    what: "a range that AKS keeps",
    says: "network: { range: 172.31.0.0/20 }",
    message: ["azure.network.range:", "overlaps 172.31.0.0/16", "which AKS keeps for itself"],
  },
  {
    what: "a network too small for its nodes",
    says: "network: { range: 10.0.0.0/27 }",
    message: [
      "azure.network.range:",
      "allowed: a range of /26 or larger",
      "17 nodes while they are upgraded",
    ],
  },
  {
    what: "pods' addresses for fewer nodes than there may be",
    says: "network: { pods: 10.128.0.0/20 }",
    message: ["azure.network.pods:", "allowed: a range of /19 or larger", "each node takes a /24"],
  },
  {
    what: "a range of Services that AKS does not take",
    says: "network: { services: 172.16.0.0/12, range: 10.64.0.0/16 }",
    message: ["azure.network.services: found: 172.16.0.0/12; allowed: a range from /13 to /24"],
  },
  {
    what: "an IPv6 range",
    says: 'network: { range: "fd00::/16" }',
    message: ["azure.network.range: found: fd00::/16; allowed: an IPv4 range"],
  },
  {
    what: "an IPv6 operator",
    says: 'endpoint: { publicRanges: ["2001:db8::/32"] }',
    message: ["azure.endpoint.publicRanges.0: found: 2001:db8::/32; allowed: an IPv4 range"],
  },
  {
    what: "a minimum above the maximum",
    says: "nodes: { system: { minimum: 5, maximum: 3 } }",
    message: ["azure.nodes.system: found: minimum 5, maximum 3;", "raise azure.nodes.system.maximum"],
  },
  {
    what: "a minimum above the maximum that nobody wrote",
    says: "nodes: { orders: { minimum: 9 } }",
    message: ["azure.nodes.orders: found: minimum 9, maximum 8;", "which is 8 where nothing is said"],
  },
])("$what is refused with the reason", ({ says, message }) => {
  for (const part of ["a.yaml: ", ...message]) expect(refusal(says)).toContain(part);
});

test("a name that the API's address cannot hold is refused", () => {
  const name = "a".repeat(49);
  const said = refusal("", `${name}.yaml`);
  expect(said).toContain(`${name}.yaml: the file's name: found: ${name}, 49 characters; allowed: at most 48`);
  expect(said).toContain("rename the file");
});

test("everything that is wrong is told at once, a line each", () => {
  const lines = refusal("nodes: { system: { minimum: 5 }, orders: { minimum: 9 } }").split("\n");
  expect(lines).toHaveLength(2);
});

test("in a region without zones disks are in one place and replicas are spread over nodes", () => {
  const { storage, spreadKey } = accessOf(environmentWith("zones: []"));
  expect(storage.parameters).toMatchObject({ skuName: "Premium_LRS" });
  expect(spreadKey).toBe("kubernetes.io/hostname");
});
