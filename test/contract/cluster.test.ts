import { at } from "../rules/support/resources";
import { deployment } from "../support/stacks";
import { accessTo, platformOf, targets } from "./targets";

/** What every target has to say of its cluster: test/contract/platform.test.ts holds what is made of it. */
describe.each(targets)("the cluster of %s", (target) => {
  const access = accessTo(target);
  const layers = deployment(target).stacks.map(({ name }) => name);

  test("says where its API server answers, in ranges that are no way out", () => {
    expect(access.apiServer.ranges).not.toEqual([]);
    for (const range of access.apiServer.ranges)
      expect(Number(range.split("/")[1])).toBeGreaterThanOrEqual(24);
    expect(access.apiServer.port).toBeGreaterThan(0);
  });

  test("says who answers DNS: pods by their labels, or single addresses", () => {
    if ("ranges" in access.dns) for (const range of access.dns.ranges) expect(range).toMatch(/\/32$/);
    else expect(Object.keys(access.dns.labels)).not.toEqual([]);
  });

  test("taints its order nodes by a label that they carry, or has none", () => {
    for (const { key, value } of access.orderNodes.taints) expect(access.orderNodes.labels[key]).toBe(value);
  });

  test("is reached by a kubeconfig that is there, or by a program that gets tokens", () => {
    const provider = at(platformOf(target).json.provider.kubernetes ?? [], 0);
    if (access.operator === undefined) expect(provider).toHaveProperty("config_path");
    else expect(provider).toHaveProperty("exec");
  });

  test("has a layer of its own where a cloud makes it, deployed before the platform", () => {
    expect(layers).toContain(`${target}-platform`);
    expect(layers.includes(`${target}-cluster`)).toBe(access.operator !== undefined);
    if (access.operator !== undefined) {
      expect(JSON.stringify(platformOf(target).json.data?.terraform_remote_state)).toContain(
        `${target}-cluster`,
      );
    }
  });

  test("protects its data and asks a public authority wherever it is not a laptop", () => {
    expect([access.protectionDefault, access.issuerDefault]).toEqual(
      access.operator === undefined ? ["off", "self-signed"] : ["on", "acme"],
    );
  });

  test("opens the address of a cloud's identity service as one address and one port, or none", () => {
    for (const range of access.identityService?.ranges ?? [])
      expect(range).toMatch(/^169\.254\.\d+\.\d+\/32$/);
  });
});
