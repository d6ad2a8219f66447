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
  "storageclasses",
  "priorityclasses",
].join(",");

/** Everything that a cluster holds outside of namespaces, to compare before and after. */
export const clusterWide = (kubectl: Kubectl) => kubectl.names(CLUSTER_WIDE);

/** Destroy leaves nothing; definitions that charts keep on purpose are listed, and removed here. */
export async function checkTeardown(
  { report, kubectl, workspace }: Context,
  before: readonly string[],
  crdsBefore: readonly string[],
): Promise<void> {
  await report.check("destroy succeeds", async () => {
    await workspace.mustTerraform("destroy", "-auto-approve", "-input=false");
  });
  await report.check("destroy leaves no namespace, volume, cluster role or webhook", async () => {
    for (let attempt = 0; ; attempt++) {
      const left = (await clusterWide(kubectl)).filter((name) => !before.includes(name));
      if (left.length === 0) return;
      expect(attempt < 30, `left behind: ${left.join(", ")}`);
      await new Promise((wait) => setTimeout(wait, 2000)); // volumes are removed after their claims
    }
  });
  await report.check(
    "only custom resource definitions are kept, on purpose; they are removed here",
    async () => {
      const kept = (await kubectl.names("crd")).filter((name) => !crdsBefore.includes(name));
      report.note(
        `kept by the charts of CloudNativePG and Argo, removed by this test: ${kept.length} definitions (${kept.map((name) => name.split("/")[1]).join(", ")})`,
      );
      const foreign = kept.filter((name) => !/\.(postgresql\.cnpg\.io|argoproj\.io)$/.test(name));
      if (kept.length > 0) await kubectl.must(["delete", ...kept, "--timeout=60s"]);
      expect(foreign.length === 0, `also left: ${foreign.join(", ")}`);
    },
  );
}
