import type { ComponentDefinition } from "../../../constructs/definition";
import { hasChart } from "../../../constructs/pins";
import type { Environment } from "../../../environments/schema";
import { installedIn } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";

/** What was just applied is what is wanted: `terraform plan` finds nothing to do. */
export async function checkEmptyPlan({ report, workspace }: Context, when: string): Promise<void> {
  await report.check(`a second plan is empty ${when}`, async () => {
    const { code, stdout, stderr } = await workspace.terraform(
      "plan",
      "-input=false",
      "-no-color",
      "-detailed-exitcode",
    );
    expect(code === 0, code === 2 ? `it wants changes:\n${stdout.slice(-2000)}` : stderr);
  });
}

/** With protection on, no plan destroys what holds data; off, apply, and it can be torn down. */
export async function checkProtection({ report, workspace, environment }: Context): Promise<void> {
  await report.check(
    "with protection on, a plan that destroys is refused and names what it would have destroyed",
    async () => {
      await workspace.synthesise({ protection: "on" });
      await workspace.apply();
      const { code, stderr } = await workspace.terraform("plan", "-destroy", "-input=false", "-no-color");
      expect(code !== 0, "terraform planned to destroy everything");
      const releases = refusedFirst(environment).map(({ name }) => `helm_release.${name}_chart_release`);
      for (const address of [...releases, "kubernetes_persistent_volume_claim_v1.backup_claim"]) {
        expect(
          stderr.includes(address),
          `${address} is not among what is refused:\n${stderr.slice(0, 2000)}`,
        );
      }
    },
  );
  await report.check("protection off, and apply: it can be torn down again", async () => {
    await workspace.synthesise({ protection: "off" });
    await workspace.apply();
  });
}

/** What holds data, without that on which more of it builds: Terraform gets no further than the first refusal of each chain. */
function refusedFirst(environment: Environment): ComponentDefinition[] {
  const installed = installedIn(environment);
  const buildsOn = ({ needs }: ComponentDefinition, name: string): boolean =>
    installed.some(
      (needed) => needs.includes(needed.name) && (needed.name === name || buildsOn(needed, name)),
    );
  const holding = installed.filter(({ name, holdsData }) => holdsData && hasChart(name));
  return holding.filter(({ name }) => !holding.some((other) => buildsOn(other, name)));
}
