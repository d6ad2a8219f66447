import { type PlannedLayer, planLayers } from "./plan/layers";
import { refusals, summary, unneeded } from "./plan/report";
import { CommandError, main, optionsOf } from "./support/cli";
import { deploymentOptions, environmentNamed, withDeployment } from "./support/deployment";

const USAGE =
  "npm run plan -- --env NAME [--allow-destroy ADDRESS …] [--terraform PROGRAM] [--providers DIR]   (--allow-destroy: once for each address of what holds data and is meant to go)";

const REFUSED = 2;

/** What a deployment would do, layer by layer. Ends with exit code 2 where it would lose data, or the cluster, and nobody said so by name. */
void main(() => {
  const options = optionsOf(
    { ...deploymentOptions, "allow-destroy": { type: "string", multiple: true, default: [] } },
    USAGE,
  );
  const environment = environmentNamed(options.env, USAGE);
  const allowed = options["allow-destroy"];
  return withDeployment(environment, options, async ({ stacks, terraform }) => {
    const layers = await planLayers(stacks, allowed, terraform);
    console.log(summary(layers));
    return verdict(layers, allowed, `npx cdktf-cli@0.21 deploy '${environment.name}-*'`);
  });
});

function verdict(layers: readonly PlannedLayer[], allowed: readonly string[], deploy: string): number {
  const refused = refusals(layers);
  for (const line of refused) console.error(line);
  if (refused.length > 0) return REFUSED;
  const [wrong] = unneeded(layers, allowed);
  if (wrong !== undefined) {
    throw new CommandError(
      `--allow-destroy: found: ${wrong}, which no plan takes away; allowed: an address that the plans above destroy; leave it out`,
    );
  }
  console.log(`\nnext:  ${deploy}`);
  return 0;
}
