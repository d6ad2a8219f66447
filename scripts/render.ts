import { refusal } from "../constructs/kubernetes-range";
import { formats } from "../environments/formats";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { kubernetesOf, rangesOf } from "../stacks/platform/kubernetes";
import { billOf } from "./bill-of-materials/bill";
import { examine } from "./render/examine";
import { exemptions } from "./render/exemptions";
import { type Finding, judge } from "./render/finding";
import { KUBERNETES, requireCharts, requireHelm } from "./render/helm";
import { billFindings, mirrorFindings } from "./render/image-rules";
import { renderAll, type Tools } from "./render/rendered";
import { CommandError, main, optionsOf } from "./support/cli";
import { accountsOf, releasesOf } from "./support/releases";
import { type Synthesised, withStacks } from "./support/synthesised";
import { table } from "./support/table";

/** A registry that no chart knows, with a path as sites have it. */
const MIRROR = "mirror.example.org:5000/ivcap";

const USAGE =
  "npm run render -- --charts DIR [--env NAME] [--helm PROGRAM] [--kube-version X.Y.Z]   (--charts: a folder with each chart as a folder)";

/**
 * Renders every release with the values that the stack carries, and judges what would be applied: strictly by the schemas of Kubernetes
 * and of the charts, each pod by the rules, each value by whether it does anything, and each image by the bill of materials and by whether
 * a mirror takes its place.
 */
void main(async () => {
  const options = optionsOf(
    {
      charts: { type: "string" },
      env: { type: "string" },
      helm: { type: "string", default: "helm" },
      "kube-version": { type: "string", default: KUBERNETES },
    },
    USAGE,
  );
  const { helm, "kube-version": kubernetes } = options;
  const charts = requireCharts(options.charts, USAGE);
  const environments = loadEnvironments(environmentsFolder(), options.env);
  requireKubeVersion(kubernetes, environments);
  await requireHelm(helm);
  const tools = { charts, helm, kubernetes };
  const outside = await outsideMirror(environments, tools);
  const failed = await withStacks(environments, async (synthesised) => {
    let failed = 0;
    for (const each of synthesised)
      failed += await judgeStack(each, tools, outside.get(each.stack.name) ?? []);
    return failed;
  });
  return failed > 0 ? 1 : 0;
});

/** Everything once more as a site with a mirror gets it: what still names an image elsewhere, by stack. */
const outsideMirror = (environments: readonly Environment[], tools: Tools) =>
  withStacks(
    environments.map((environment) => ({ ...environment, images: { mirror: MIRROR } })),
    async (synthesised) => {
      const found = synthesised.map(async ({ stack }): Promise<[string, Finding[]]> => {
        return [stack.name, mirrorFindings(await renderAll(releasesOf(stack), tools), MIRROR)];
      });
      return new Map(await Promise.all(found));
    },
  );

async function judgeStack({ stack, environment }: Synthesised, tools: Tools, outside: readonly Finding[]) {
  const { charts: _, ...engine } = tools;
  const { from, to } = kubernetesOf(environment);
  const rendered = await renderAll(releasesOf(stack), tools);
  const { rows, findings: found } = await examine(rendered, {
    engine,
    ends: [from, to].filter((end) => end !== undefined),
    others: accountsOf(stack),
  });
  const findings = [...found, ...billFindings(billOf(environment, [stack]), rendered), ...outside];
  const { refused, unused } = judge(findings, exemptions);
  for (const { component, rule, where, says } of refused) {
    console.error(`${stack.name}: ${component}: ${rule}: ${where}: ${says}`);
  }
  for (const { component, exemption } of unused) {
    console.error(
      `${stack.name}: ${component}: exemption of ${exemption.where} from ${exemption.rule}: nothing needs it; remove it from constructs/${component}/exemptions.ts`,
    );
  }
  console.log(
    `${stack.name}: ${refused.length + unused.length} refused, ${findings.length - refused.length} exempt`,
  );
  console.log(table(["release", "objects", "containers", "values", "dead", "as by default"], rows));
  return refused.length + unused.length;
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
