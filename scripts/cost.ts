import { environmentsFolder, loadEnvironments } from "../environments/load";
import { estimate } from "./cost/estimate";
import { json, text } from "./cost/report";
import { main, optionsOf } from "./support/cli";
import { withStacks } from "./support/synthesised";

const USAGE = "npm run cost [-- --env NAME] [--json]   (--env: that environment only; --json: for programs)";

/** Says what a deployment costs each month, from its stacks and the price tables of this repository: no network, no account. */
void main(async () => {
  const options = optionsOf({ env: { type: "string" }, json: { type: "boolean", default: false } }, USAGE);
  const environments = loadEnvironments(environmentsFolder(), options.env);
  const estimates = await withStacks(environments, (synthesised) =>
    environments.map((environment) => {
      const stacks = synthesised.filter((each) => each.environment === environment).map(({ stack }) => stack);
      return { environment, found: estimate(environment, stacks) };
    }),
  );
  for (const warning of estimates.flatMap(({ found }) => found?.warnings ?? []))
    console.warn(`warning: ${warning}`);
  if (options.json) {
    const all = estimates.map(({ environment, found }) => json(environment, found));
    console.log(JSON.stringify(all, null, 2));
  } else {
    console.log(estimates.map(({ environment, found }) => text(environment, found)).join("\n\n"));
  }
  return 0;
});
