import { planLayers } from "./plan/layers";
import { reportOn } from "./plan/report";
import { main, optionsOf } from "./support/cli";
import { deploymentOptions, environmentNamed, withDeployment } from "./support/deployment";

const USAGE =
  "npm run plan -- --env NAME [--allow-destroy ADDRESS …] [--terraform PROGRAM] [--providers DIR]   (--allow-destroy: once for each address of what holds data and is meant to go)";

/** What a deployment would do, layer by layer. Ends with exit code 2 where it would lose data, or the cluster, and nobody said so by name. */
void main(() => {
  const options = optionsOf(
    { ...deploymentOptions, "allow-destroy": { type: "string", multiple: true, default: [] } },
    USAGE,
  );
  const environment = environmentNamed(options.env, USAGE);
  const allowed = options["allow-destroy"];
  return withDeployment(environment, options, async ({ stacks, terraform }) => {
    const layers = await planLayers(stacks, allowed, terraform, progress);
    const { summary, refused, exitCode } = reportOn(layers, allowed);
    console.log(summary);
    for (const line of refused) console.error(line);
    if (exitCode === 0) console.log(`\nnext:  npx cdktf-cli@0.21 deploy '${environment.name}-*'`);
    return exitCode;
  });
});

/** For who waits at a terminal; a script gets the result only. */
const progress = (line: string) => {
  if (process.stderr.isTTY) console.error(line);
};
