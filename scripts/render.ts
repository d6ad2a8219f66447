import { refusal } from "../constructs/kubernetes-range";
import { pins } from "../constructs/pins";
import { didYouMean } from "../environments/did-you-mean";
import { formats } from "../environments/formats";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { rangesOf } from "../stacks/platform/kubernetes";
import { KUBERNETES, requireCharts, requireHelm } from "./render/helm";
import { type Judged, judgeStack, outsideMirror, unneededReasons } from "./render/judge-stack";
import { CommandError, main, optionsOf } from "./support/cli";
import { withStacks } from "./support/synthesised";
import { table } from "./support/table";

const USAGE =
  "npm run render -- --charts DIR [--env NAME] [--component NAME] [--reasons] [--helm PROGRAM] [--kube-version X.Y.Z]   (--charts: a folder with each chart as a folder; --reasons: refuses written reasons that nothing needs, too)";

/**
 * Renders every release with the values that the stack carries, and judges what would be applied: strictly by the schemas of Kubernetes
 * and of the charts, each pod by the rules, each value by whether it does anything, and each image by the bill of materials and by whether
 * a mirror takes its place.
 */
void main(async () => {
  const options = optionsOf(
    {
      charts: { type: "string" },
      component: { type: "string" },
      env: { type: "string" },
      helm: { type: "string", default: "helm" },
      reasons: { type: "boolean", default: false },
      "kube-version": { type: "string", default: KUBERNETES },
    },
    USAGE,
  );
  const { helm, "kube-version": kubernetes } = options;
  const isAbout = isAboutOf(options.component);
  const charts = requireCharts(options.charts, USAGE);
  const environments = loadEnvironments(environmentsFolder(), options.env).map(withDomain);
  requireKubeVersion(kubernetes, environments);
  await requireHelm(helm);
  const tools = { charts, helm, kubernetes };
  const outside = await outsideMirror(environments, tools);
  const judged = await withStacks(environments, async (synthesised) => {
    const results: Judged[] = [];
    for (const each of synthesised) results.push(await judgeStack(each, tools, { outside, isAbout }));
    return results;
  });
  for (const each of judged) print(each);
  if (options.env === undefined && options.component === undefined) printUnrendered(judged);
  // A site's own environment may well do without one of ours.
  const unneeded = options.reasons ? unneededReasons(judged, options.component === undefined) : [];
  for (const line of unneeded) console.error(line);
  return judged.some(({ refused }) => refused.length > 0) || unneeded.length > 0 ? 1 : 0;
});

/** A domain that is still to be filled in is none, and schemas would refuse it in every object that names it. */
function withDomain(environment: Environment): Environment {
  return environment.placeholders.includes("domain")
    ? { ...environment, domain: "domain.invalid" }
    : environment;
}

/** What is pinned and in no environment here, such as the other of two: nothing is known of it. */
function printUnrendered(judged: readonly Judged[]): void {
  const rendered = judged.flatMap(({ components }) => components);
  const unrendered = Object.keys(pins).filter((component) => !rendered.includes(component));
  if (unrendered.length > 0)
    console.log(`not rendered, since no environment installs it: ${unrendered.join(", ")}`);
}

function print({ name, rows, findings, refused }: Judged): void {
  for (const { component, rule, where, says } of refused) {
    console.error(`${name}: ${component}: ${rule}: ${where}: ${says}`);
  }
  console.log(`${name}: ${refused.length} refused, ${findings.length - refused.length} exempt`);
  console.log(table(["release", "objects", "containers", "values", "repeat defaults", "of them held"], rows));
}

/** @throws CommandError where there is no such component */
function isAboutOf(wanted: string | undefined): (component: string) => boolean {
  if (wanted === undefined) return () => true;
  const known = Object.keys(pins);
  if (known.includes(wanted)) return (component) => component === wanted;
  throw new CommandError(
    `--component: found: ${wanted}; allowed: ${known.join(", ")}${didYouMean(wanted, known)}`,
  );
}

/** @throws CommandError where it is no version, or one that a chart is not pinned for */
function requireKubeVersion(version: string, environments: readonly Environment[]): void {
  for (const environment of environments) {
    const { allowed, test } = formats["kubernetes-version"];
    const refused = test(version)
      ? refusal(version, rangesOf(environment))
      : `found: ${version}; allowed: ${allowed}`;
    if (refused !== undefined) throw new CommandError(`--kube-version: ${refused}`);
  }
}
