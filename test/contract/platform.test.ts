import { addressesOf } from "../../scripts/support/stack-json";
import { at } from "../rules/support/resources";
import { deployments } from "../support/stacks";
import { differences, PLACES } from "./differences";
import { accessTo, bodies, nameOf, others, platformOf, REFERENCE, targets } from "./targets";

/** The addresses that one has and the other has not. */
const extra = (target: string, than: string) => {
  const there = new Set(addressesOf(platformOf(than)));
  return addressesOf(platformOf(target)).filter((address) => !there.has(address));
};
const explained = (target: string, address: string) =>
  differences.some(({ of, brings }) => of(accessTo(target)) && brings.test(address));

describe.each(others)(`the platform on %s is that on ${REFERENCE}`, (target) => {
  test("nothing is missing: every namespace, flow, secret, component and check is there", () => {
    const missing = extra(REFERENCE, target).filter((address) => !explained(REFERENCE, address));
    expect(missing).toEqual([]);
  });

  test("nothing is there besides, but what a named fact of the cluster brings", () => {
    expect(extra(target, REFERENCE).filter((address) => !explained(target, address))).toEqual([]);
  });

  test("the same charts come in the same versions, under the same names, into the same namespaces", () => {
    const what = ({ name, namespace, chart, version, repository }: Record<string, unknown>) => ({
      ...{ name, namespace, version, repository: repository ?? null },
      chart: String(chart).replace(/^assets\/.*/, "ours"),
    });
    const there = bodies(target, "helm_release");
    for (const [address, release] of Object.entries(bodies(REFERENCE, "helm_release"))) {
      expect({ address, ...what(there[address] ?? {}) }).toEqual({ address, ...what(release) });
    }
  });

  test.each([
    "kubernetes_namespace_v1",
    "kubernetes_default_service_account_v1",
    "kubernetes_limit_range_v1",
    "kubernetes_resource_quota_v1",
  ])("each %s says the same", (type) => {
    const there = bodies(target, type);
    for (const [address, body] of Object.entries(bodies(REFERENCE, type))) {
      expect({ address, body: there[address] }).toEqual({ address, body });
    }
  });

  test("each secret has the same keys, readers and revision", () => {
    const there = bodies(target, "kubernetes_secret_v1");
    for (const [address, body] of Object.entries(bodies(REFERENCE, "kubernetes_secret_v1"))) {
      expect({ address, body: there[address] }).toEqual({ address, body });
    }
  });

  test("each flow opens the same ports between the same pods; only where the API server, the resolver and the world outside are may differ", () => {
    const there = bodies(target, "kubernetes_network_policy_v1");
    for (const [address, body] of Object.entries(bodies(REFERENCE, "kubernetes_network_policy_v1"))) {
      const other = there[address] ?? {};
      const pods = (policy: typeof body) => [
        at(policy, "spec", "pod_selector") ?? null,
        at(policy, "spec", "policy_types") ?? null,
      ];
      expect({ address, pods: pods(other) }).toEqual({ address, pods: pods(body) });
      if (!PLACES.test(nameOf(body))) expect({ address, body: other }).toEqual({ address, body });
    }
  });
});

test.each(differences.map((each) => [each.because, each] as const))(
  "a difference is needed: %s",
  (_, { of, brings }) => {
    const having = targets.filter((target) => of(accessTo(target)));
    expect(having).not.toEqual([]);
    for (const target of having)
      expect(addressesOf(platformOf(target)).filter((address) => brings.test(address))).not.toEqual([]);
    for (const target of targets.filter((each) => !having.includes(each))) {
      expect(addressesOf(platformOf(target)).filter((address) => brings.test(address))).toEqual([]);
    }
  },
);

test("rules are tried on every target", () => {
  // What test/rules holds in every deployment, it holds in these.
  expect(deployments.map(({ name }) => name)).toEqual(expect.arrayContaining([...targets]));
});
