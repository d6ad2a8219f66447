import type { Context } from "../context";
import { expect } from "../report";

/** A first install that fails must leave nothing in the way of the next apply, which is {@link checkInstall}. */
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
}

/** @returns whether the platform is there */
export const checkInstall = ({ report, workspace }: Context, title: string): Promise<boolean> =>
  report.check(title, () => workspace.apply());
