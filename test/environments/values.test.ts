import { MINIMAL } from "../support/environment-folder";
import { complaints } from "./messages";
import { wrongState } from "./wrong-state";
import { wrong } from "./wrong-values";

test.each(Object.entries({ ...wrong, ...wrongState }))(
  "%s is one line that names where, found, allowed and fix",
  (_, { says, message }) => {
    const lines = complaints({ "a.yaml": `${MINIMAL}${says}\n` });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^a\.yaml(:3)?: /);
    for (const part of message) expect(lines[0]).toContain(part);
  },
);

test.each([
  ["https://Ivcap.example.org/", "did you mean ivcap.example.org?"],
  ["localhost", "did you mean ivcap.localhost?"],
  ["ivcap_1.example.org", "allowed: a DNS name"],
])("a domain cannot be %s", (domain, message) => {
  const lines = complaints({ "a.yaml": `target: minikube\ndomain: ${domain}\n` });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`a.yaml:2: domain: found: "${domain}"`);
  expect(lines[0]).toContain(message);
});

test("every mistake of every file is told at once, a line each", () => {
  const lines = complaints({
    "a.yaml": "target: azzure\ndomain: localhost\n",
    "b.yaml": "domain: b.example.org\n",
  });
  expect(lines).toEqual([
    expect.stringContaining("a.yaml:1: target:"),
    expect.stringContaining("a.yaml:2: domain:"),
    expect.stringContaining("b.yaml:1: target: found: nothing"),
  ]);
});
