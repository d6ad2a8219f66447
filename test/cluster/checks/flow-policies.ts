import { eventually } from "../../../scripts/support/eventually";
import type { Kubectl, KubernetesObject } from "../../../scripts/support/kubectl";
import { expect } from "../report";

/** Says whose policy it is: constructs/isolation/network-policy.ts writes it. */
const FLOW = "ivcap.platform/flow";

/** The network policies of flows, as they stand in the cluster, to be taken out and put back as they were. */
export class FlowPolicies {
  private constructor(
    private readonly kubectl: Kubectl,
    private readonly policies: readonly KubernetesObject[],
  ) {}

  static async read(kubectl: Kubectl): Promise<FlowPolicies> {
    const all = await kubectl.list("networkpolicies", "-A");
    return new FlowPolicies(
      kubectl,
      all.filter(({ metadata }) => metadata.annotations?.[FLOW]).map(withoutServerFields),
    );
  }

  of(...titles: readonly string[]): KubernetesObject[] {
    return this.policies.filter(({ metadata }) => titles.includes(metadata.annotations?.[FLOW] ?? ""));
  }

  /** One end of every flow. */
  at(end: "Ingress" | "Egress"): KubernetesObject[] {
    return this.policies.filter(({ spec }) => (spec?.policyTypes as string[] | undefined)?.includes(end));
  }

  /** Leaves these out while something is looked at; puts them back whatever happens meanwhile. */
  async without<T>(left: readonly KubernetesObject[], look: () => Promise<T>, seconds = 60): Promise<T> {
    if (left.length === 0) return look();
    const list = JSON.stringify({ apiVersion: "v1", kind: "List", items: left });
    try {
      await this.kubectl.must(["delete", "-f", "-", "--wait=false"], { input: list });
      return await look();
    } finally {
      const back = await eventually(seconds, async () => {
        await this.kubectl.run(["create", "-f", "-"], { input: list }); // those that are there already fail, and stay
        return (await this.changes()).length === 0 || undefined;
      });
      expect(back === true, `not put back: ${(await this.changes()).join(", ")}`);
    }
  }

  /** What is not in the cluster as it was read. */
  async changes(): Promise<string[]> {
    const now = new Set((await FlowPolicies.read(this.kubectl)).policies.map((each) => JSON.stringify(each)));
    return this.policies
      .filter((policy) => !now.has(JSON.stringify(policy)))
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  }
}

const withoutServerFields = ({ metadata, spec }: KubernetesObject) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: {
    name: metadata.name,
    namespace: metadata.namespace ?? "",
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
  },
  spec: spec ?? {},
});
