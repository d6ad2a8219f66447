import { basename } from "node:path";
import { rangeText } from "../constructs/kubernetes-range";
import { environmentsFolder, loadEnvironments, PLACEHOLDER } from "../environments/load";
import type { Environment } from "../environments/schema";
import { capacityLine, warningsOf } from "../stacks/cluster/capacity";
import { loadOf } from "../stacks/load";
import { kubernetesOf } from "../stacks/platform/kubernetes";
import { synthesise } from "../stacks/synthesise";
import { main, optionsOf } from "./support/cli";
import { type JsonObject, resourcesOf, stacksIn } from "./support/stack-json";
import { swapIn } from "./support/swap-in";
import { table } from "./support/table";

const USAGE = "npm run synth [-- --env NAME]   (--env: that environment only)";

/** Synthesises and says what there is now and what to run next. The same stacks as `cdktf synth`, never half-written. */
main(() => {
  const { env } = optionsOf({ env: { type: "string" } }, USAGE);
  const folder = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const environments = loadEnvironments(environmentsFolder(), env);
  swapIn(folder, (fresh) => synthesise(environments, fresh));
  const rows = stacksIn(folder).map((stack) => [
    stack.name,
    resourcesOf(stack, "kubernetes_namespace_v1").map(({ metadata }) => (metadata as { name: string }).name),
    resourcesOf(stack, "helm_release").map(releaseTitle),
    Object.values(stack.json.resource).reduce((sum, named) => sum + Object.keys(named).length, 0),
  ]);
  console.log(table(["stack", "namespaces", "releases", "resources"], rows));
  for (const environment of environments) {
    for (const warning of warningsOf(environment)) console.warn(`warning: ${warning}`);
  }
  const capacities = environments.flatMap((each) => capacityLine(each, loadOf(each)) ?? []);
  if (capacities.length > 0) console.log(`\n${capacities.join("\n")}`);
  console.log(`\n${folder} is written. Next:`);
  for (const environment of environments) console.log(nextStep(environment));
  return 0;
});

/** `cluster@0.8.1 as postgres`; a chart that is a folder of ours or of a mirror goes by the folder's name. */
function releaseTitle({ name, chart, version }: JsonObject): string {
  const title = String(chart).startsWith("assets/") ? "manifests" : basename(String(chart));
  return `${title}@${version}${title === name ? "" : ` as ${name}`}`;
}

function nextStep(environment: Environment): string {
  const { name, file, placeholders } = environment;
  const deploy = `npx cdktf-cli@0.21 deploy '${name}-*'`;
  return placeholders.length === 0
    ? `  ${deploy}   # on Kubernetes ${rangeText(kubernetesOf(environment))}`
    : `  fill in ${file}, still ${PLACEHOLDER}: ${placeholders.join(", ")}\n  then ${deploy}`;
}
