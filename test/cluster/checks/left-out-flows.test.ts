import type { Kubectl, KubernetesObject } from "../../../scripts/support/kubectl";
import { FlowPolicies } from "./flow-policies";
import { wrongWithout } from "./wrong-without";

describe("while a flow is left out", () => {
  const passing = (...open: string[]) => ({
    look: async (titles: readonly string[]) => new Map(titles.map((title) => [title, open.includes(title)])),
  });
  const wrong = (...open: string[]) => wrongWithout(passing(...open), ["a", "b", "c"], ["a"], 0);

  test("nothing is wrong where its traffic alone is refused", async () => {
    expect(await wrong("b", "c")).toEqual([]);
  });

  test("its traffic that still passes is wrong", async () => {
    expect(await wrong("a", "b", "c")).toEqual(["still passes: a"]);
  });

  test("other traffic that is refused is wrong, by name", async () => {
    expect(await wrong("a")).toEqual(["still passes: a", "also refused: b; c"]);
  });
});

describe("the policies of a flow that is left out", () => {
  test("are gone while something is looked at, and back as they were, also when the look fails", async () => {
    const cluster = new Cluster([
      policy("one", "a → b: x"),
      policy("two", "c → d: y"),
      policy("default-deny"),
    ]);
    const before = structuredClone(cluster.policies);
    const policies = await FlowPolicies.read(cluster.kubectl);
    const look = async () => {
      expect(cluster.policies.map(({ metadata }) => metadata.name)).toEqual(["two", "default-deny"]);
      throw new Error("interrupted");
    };
    await expect(policies.without(policies.of("a → b: x"), look)).rejects.toThrow("interrupted");
    const byName = (list: KubernetesObject[]) =>
      Object.fromEntries(list.map((each) => [each.metadata.name, each]));
    expect(byName(cluster.policies)).toEqual(byName(before));
  });

  test("that cannot be put back are named", async () => {
    const cluster = new Cluster([policy("one", "a → b: x")]);
    const policies = await FlowPolicies.read(cluster.kubectl);
    cluster.refuses = true;
    await expect(policies.without(policies.of("a → b: x"), async () => {}, 0)).rejects.toThrow(
      "not put back: argo/one",
    );
  });
});

const policy = (name: string, flow?: string) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: {
    name,
    namespace: "argo",
    labels: { "app.kubernetes.io/managed-by": "Terraform" },
    annotations: flow ? { "ivcap.platform/flow": flow } : {},
  },
  spec: { podSelector: {}, policyTypes: ["Egress"] },
});

/** What of a cluster these tests need. */
class Cluster {
  refuses = false;

  constructor(public policies: KubernetesObject[]) {}

  get kubectl(): Kubectl {
    const change = async ([verb]: readonly string[], { input }: { input: string }) => {
      const { items } = JSON.parse(input) as { items: KubernetesObject[] };
      const names = items.map(({ metadata }) => metadata.name);
      if (verb === "delete")
        this.policies = this.policies.filter(({ metadata }) => !names.includes(metadata.name));
      if (verb === "create" && !this.refuses) this.policies.push(...items);
    };
    return {
      list: async () => structuredClone(this.policies),
      must: change,
      run: change,
    } as unknown as Kubectl;
  }
}
