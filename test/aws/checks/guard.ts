import { expect } from "../../cluster/report";
import type { Context } from "../context";
import { FIRST, NAME } from "../environment";
import { apply } from "./terraform";

/** What `npm run plan` ends with where it would lose data and nobody said so by name. */
const REFUSED = 2;

/** Another range is another network, and so another cluster: the guard has to see it before anybody applies it. */
const OTHER_RANGE = "10.80.0.0/16";

export async function checkGuard({ report, workspace }: Context): Promise<void> {
  const asDeployed = { ...FIRST, nat: "per-zone" } as const;
  const refuses = async (
    settings: typeof asDeployed | { protection: "off"; nat: "per-zone"; range: string },
  ) => {
    workspace.say({ ...settings, range: OTHER_RANGE });
    try {
      const { code, stderr, stdout } = await workspace.command("plan.ts", ["--env", NAME]);
      expect(code === REFUSED, `npm run plan ended with ${code}:\n${stderr || stdout}`);
      expect(stderr.includes("aws_vpc.network_vpc"), `the network is not named:\n${stderr}`);
    } finally {
      workspace.say(settings);
    }
  };
  await report.check(
    "a change that replaces the network: npm run plan ends with 2 and names it, under protection",
    () => refuses(asDeployed),
  );
  const free = { ...asDeployed, protection: "off" } as const;
  await report.check("protection off is applied in place, and what would be emptied is set so", async () => {
    workspace.say(free);
    await workspace.synthesise();
    const did = await apply(workspace);
    expect(/ 0 destroyed$/.test(did), did);
  });
  await report.check("npm run plan still ends with 2 without protection: nobody allowed it by name", () =>
    refuses(free),
  );
}
