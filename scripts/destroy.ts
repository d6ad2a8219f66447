import type { Environment } from "../environments/schema";
import { refuseProtected, requireConsent } from "./destroy/consent";
import { planTearDown } from "./destroy/order";
import { type TornDown, tearDown } from "./destroy/steps";
import { CommandError, main, optionsOf } from "./support/cli";
import { type Deployment, deploymentOptions, environmentNamed, withDeployment } from "./support/deployment";
import { type LayerState, layerState } from "./support/state";
import { table } from "./support/table";
import { Terraform } from "./support/terraform";
import { sweeperOf } from "./sweep/index";
import { sweep } from "./sweep/report";

const USAGE = "npm run destroy -- --env NAME [--yes] [--terraform PROGRAM] [--providers DIR]";

/** Takes a deployment away from the top down, and looks for what it left. docs/operations/README.md says what each failure leaves. */
void main(() => {
  const options = optionsOf({ ...deploymentOptions, yes: { type: "boolean", default: false } }, USAGE);
  const environment = environmentNamed(options.env, USAGE);
  refuseProtected(environment, new Map());
  return withDeployment(environment, options, async (deployment) => {
    const states = await statesOf(deployment);
    refuseProtected(environment, states);
    const steps = await planTearDown(deployment, states, say);
    if (steps.length === 0) say("the states hold nothing to destroy");
    else await requireConsent(environment, states, options.yes);
    const torn = await tearDown(steps, say);
    report(torn);
    const sweepable = torn.failed === undefined || torn.failed.sweepAfter === true;
    const clean = sweepable && (await swept(environment));
    return torn.failed === undefined && clean ? 0 : 1;
  });
});

const say = (line: string) => console.log(line);

async function statesOf({ stacks, terraform }: Deployment): Promise<ReadonlyMap<string, LayerState>> {
  const states = new Map<string, LayerState>();
  for (const { name, folder } of stacks) {
    const layer = new Terraform(folder, terraform);
    await layer.init();
    states.set(name, layerState(await layer.state()));
  }
  return states;
}

function report({ taken, failed }: TornDown): void {
  if (taken.length > 0)
    say(
      `\n${table(
        ["step", "result"],
        taken.map(({ name, result }) => [name, result]),
      )}\n`,
    );
  if (failed === undefined) return;
  console.error(`${failed.name}: ${failed.reason}`);
  console.error(`The teardown is not finished. Next: ${failed.mend}`);
}

async function swept(environment: Environment): Promise<boolean> {
  try {
    const { lines, clean } = await sweep(sweeperOf(environment));
    lines.forEach(say);
    return clean;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    console.error(
      `${error.message}\nWhat is left could not be looked for. Next: npm run sweep -- --env ${environment.name}`,
    );
    return false;
  }
}
