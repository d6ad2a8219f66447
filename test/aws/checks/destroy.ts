import { expect } from "../../cluster/report";
import type { Context } from "../context";
import { NAME } from "../environment";

/** The whole way down by the command that users run; it ends with a sweep, which has to find nothing. */
export async function checkDestroy({ report, workspace }: Context): Promise<void> {
  await report.check("npm run destroy takes everything away, and its sweep finds nothing", async () => {
    const { code, stdout, stderr } = await workspace.command("destroy.ts", ["--env", NAME, "--yes"]);
    const end = `${stdout}\n${stderr}`.trim().split("\n").slice(-25).join("\n");
    expect(code === 0, `npm run destroy ended with ${code}:\n${end}`);
    expect(stdout.includes("nothing is left in account"), `there was no sweep:\n${end}`);
    const { stdout: left } = await workspace.run(["state", "list"]);
    expect(left.trim() === "", `left in the state:\n${left}`);
  });
}
