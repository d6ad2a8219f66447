import { eventually } from "../../../scripts/support/eventually";
import type { Kubectl } from "../../../scripts/support/kubectl";
import type { Context } from "../context";
import { expect } from "../report";

const CLUSTER_WIDE = [
  "namespaces",
  "persistentvolumes",
  "clusterroles",
  "clusterrolebindings",
  "validatingwebhookconfigurations",
  "mutatingwebhookconfigurations",
  "validatingadmissionpolicies",
  "validatingadmissionpolicybindings",
  "storageclasses",
  "priorityclasses",
].join(",");

/** Whose definitions charts keep when they go, since with them would go what was made by them. */
const KEPT_BY_CHARTS: readonly string[] = [
  "postgresql.cnpg.io",
  "argoproj.io",
  "gateway.networking.k8s.io",
  "gateway.networking.x-k8s.io",
  "gateway.envoyproxy.io",
  "cert-manager.io",
];

/** Everything that a cluster holds outside of namespaces, to compare before and after. */
export const clusterWide = (kubectl: Kubectl) => kubectl.names(CLUSTER_WIDE);

/** Destroy leaves nothing; definitions that charts keep on purpose are listed, and removed here. */
export async function checkTeardown(
  { report, kubectl, workspace }: Context,
  before: readonly string[],
  crdsBefore: readonly string[],
): Promise<void> {
  const destroyed = await report.check("destroy succeeds", async () => {
    await workspace.mustTerraform("destroy", "-auto-approve", "-input=false");
  });
  await report.check("destroy leaves no namespace, volume, cluster role or webhook", async () => {
    let left: string[] = [];
    await eventually(60, async () => {
      left = (await clusterWide(kubectl)).filter((name) => !before.includes(name));
      return left.length === 0 || undefined; // volumes go after their claims
    });
    expect(left.length === 0, `left behind: ${left.join(", ")}`);
  });
  await report.check(
    "only custom resource definitions are kept, on purpose; they are removed here",
    async () => {
      expect(
        destroyed,
        "they stay too, since what is left of the releases could not be removed without them",
      );
      const kept = (await kubectl.names("crd")).filter((name) => !crdsBefore.includes(name));
      const ours = kept.filter((name) => KEPT_BY_CHARTS.some((group) => name.endsWith(`.${group}`)));
      report.note(
        `kept by the charts on purpose, removed by this test: ${ours.length} definitions (${ours.map((name) => name.split("/")[1]).join(", ")})`,
      );
      if (ours.length > 0) await kubectl.must(["delete", ...ours, "--timeout=60s"]);
      const foreign = kept.filter((name) => !ours.includes(name));
      expect(foreign.length === 0, `also left: ${foreign.join(", ")}`);
    },
  );
}
