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

/** A first install that fails leaves nothing in the way of the next apply. */
export async function checkFailedRelease({ report, workspace }: Context): Promise<void> {
  const release = "secret-replicator_chart_release";
  await report.check("a release whose first install fails makes apply fail", async () => {
    const values = JSON.stringify({
      image: { repository: "localhost:1/not/there", tag: "v0" },
      fullnameOverride: "secret-replicator",
    });
    workspace.override({ resource: { helm_release: { [release]: { timeout: 15, values: [values] } } } });
    const failed = await workspace.apply(`-target=helm_release.${release}`).then(
      () => false,
      () => true,
    );
    expect(failed, "apply succeeded without an image");
  });
  workspace.override({});
  await report.check("the failed release can be applied again, and everything else with it", () =>
    workspace.apply(),
  );
}

/** With protection on, no plan destroys what holds data; off, apply, and it can be torn down. */
export async function checkProtection({ report, workspace }: Context): Promise<void> {
  await report.check(
    "with protection on, a plan that destroys is refused and names what it would have destroyed",
    async () => {
      await workspace.synthesise({ protection: "on" });
      await workspace.apply();
      const { code, stderr } = await workspace.terraform("plan", "-destroy", "-input=false", "-no-color");
      expect(code !== 0, "terraform planned to destroy everything");
      for (const address of ["helm_release.minio_chart_release", "helm_release.postgres_chart_release"]) {
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
