import { complaints } from "./messages";

/** An environment on AWS that says these lines under `aws`, besides or in place of the least. */
const environment = (...lines: readonly string[]) => {
  const least = ['account: "123456789012"', "region: eu-west-1"].filter(
    (line) => !lines.some((each) => each.split(":")[0] === line.split(":")[0]),
  );
  return `target: aws\ndomain: a.example.org\naws:\n${[...lines, ...least].map((line) => `  ${line}\n`).join("")}`;
};

test.each([
  [
    "account: 12345678901",
    ["aws.account:", "found: 12345678901", "twelve digits", 'did you mean "012345678901"?'],
  ],
  ["region: eu-west-1a", ["aws.region:", "eu-west-1a is a zone; did you mean eu-west-1?"]],
  ["region: Ireland", ["aws.region:", 'found: "Ireland"', "such as eu-west-1"]],
  [
    "zones: [eu-west-1a, eu-west-1b, eu-west-1c]",
    ["aws.zones.0:", "such as euw1-az1", "eu-west-1a is a name, and another place in each account"],
  ],
  ["zones: [euw1-az1]", ["aws.zones:", 'found: ["euw1-az1"]', "a list of at least 3"]],
  [
    "admins: ['arn:aws:sts::123456789012:assumed-role/operator/me']",
    ["aws.admins.0:", "the ARN of a role or user", "a session is no principal"],
  ],
  ["admins: []", ["aws.admins:", "found: []", "a list of at least 1"]],
  ["endpoint: { publicRanges: [198.51.100.1] }", ["publicRanges.0:", "did you mean 198.51.100.1/32?"]],
  ["network: { nat: per_zone }", ["aws.network.nat:", "allowed: single, per-zone", "did you mean per-zone?"]],
  ["network: { endpoints: none }", ["aws.network.endpoints:", 'found: "none"', "allowed: all, s3"]],
  ["nodes: { orders: { cpu: 1 } }", ["aws.nodes.orders.cpu:", "found: 1", "a whole number from 2 to 10000"]],
  ["nodes: { system: { memory: 64GB } }", ["aws.nodes.system.memory:", "did you mean 64Gi?"]],
])("%s is refused with where, found, allowed and fix", (line, parts) => {
  const lines = complaints({ "a.yaml": environment(line) });
  for (const said of lines) expect(said).toContain("a.yaml:");
  for (const part of parts) expect(lines[0]).toContain(part);
});
