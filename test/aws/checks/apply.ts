import { expect } from "../../cluster/report";
import type { Context } from "../context";
import { FIRST } from "../environment";
import { apply, expectNoChanges } from "./terraform";

/** From nothing, once more, and with another setting. @returns whether there is something to look at */
export async function checkApply({ report, workspace }: Context): Promise<boolean> {
  workspace.say(FIRST);
  const applied = await report.check("apply makes everything, under protection", async () => {
    await workspace.synthesise();
    const did = await apply(workspace);
    expect(/^[1-9]\d* added, 0 changed, 0 destroyed$/.test(did), did);
    report.note(`first apply: ${did}`);
  });
  if (!applied) return false;
  await report.check("planned again, nothing changes", () => expectNoChanges(workspace));
  await report.check("nat: per-zone adds two ways out and destroys nothing", async () => {
    workspace.say({ ...FIRST, nat: "per-zone" });
    await workspace.synthesise();
    const did = await apply(workspace);
    expect(did === "4 added, 2 changed, 0 destroyed", did);
  });
  return true;
}
