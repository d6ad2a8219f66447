import { refuseKubernetes } from "../../stacks/platform/kubernetes";
import { clusterOf, environmentThat } from "./aws-cluster";

describe("refused at synth", () => {
  test.each([
    [
      "network: { range: 10.0.0.0/8 }",
      "aws.network.range: found: 10.0.0.0/8; allowed: a range of /16 to /20",
    ],
    [
      "network: { range: 10.0.0.0/21 }",
      "aws.network.range: found: 10.0.0.0/21; allowed: a range of /16 to /20",
    ],
    ["network: { range: 198.51.0.0/16 }", "aws.network.range: found: 198.51.0.0/16"],
    [
      "network: { services: 172.20.0.0/25 }",
      "aws.network.services: found: 172.20.0.0/25; allowed: a range of /12",
    ],
    ["network: { services: 198.51.100.0/24 }", "aws.network.services: found: 198.51.100.0/24"],
    ["network: { services: 10.64.128.0/17 }", "which overlaps aws.network.range, 10.64.0.0/16"],
    [
      "endpoint: { publicRanges: [0.0.0.0/0] }",
      "aws.endpoint.publicRanges.0: found: 0.0.0.0/0; allowed: ranges of /8",
    ],
    [
      "zones: [euw1-az1, euw1-az1, euw1-az2]",
      "aws.zones: found: euw1-az1, euw1-az1, euw1-az2; allowed: 3 different",
    ],
  ])("%s", (says, message) => {
    expect(() => clusterOf(says)).toThrow(message);
  });

  test("a region with two zones", () => {
    expect(() => clusterOf("", { region: "us-west-1" })).toThrow(
      "aws.region: found: us-west-1, where EKS stands in 2 zones",
    );
  });

  test.each([
    ["9.99", 'kubernetes.version: found: "9.99"'],
    ["1.99", "kubernetes.version: found: 1.99"],
  ])("Kubernetes %s", (version, message) => {
    const rest = `kubernetes: { version: "${version}" }`;
    expect(() => refuseKubernetes(environmentThat("", { rest }))).toThrow(message);
  });

  test("a file's name that makes the longest name too long, with how long it may be", () => {
    expect(() => clusterOf("", { name: "a".repeat(37) })).toThrow(
      /the file's name: found: a+, of 37 characters; allowed: at most 36, since the bucket/,
    );
    expect(() => clusterOf("", { name: "a".repeat(36) })).not.toThrow();
  });
});

test("a value that is still to be filled in passes synth", () => {
  expect(() => clusterOf("network: { range: CHANGE-ME, services: CHANGE-ME }")).not.toThrow();
  expect(() => clusterOf("endpoint: { publicRanges: [CHANGE-ME] }", { region: "CHANGE-ME" })).not.toThrow();
});
