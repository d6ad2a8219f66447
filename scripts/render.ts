import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import { synthesise } from "../stacks/synthesise";
import { examine } from "./render/examine";
import { exemptions } from "./render/exemptions";
import { judge } from "./render/finding";
import { requireCharts, requireHelm } from "./render/helm";
import { main, optionsOf } from "./support/cli";
import { accountsOf, releasesOf } from "./support/releases";
import { stacksIn } from "./support/stack-json";
import { table } from "./support/table";

const USAGE =
  "npm run render -- --charts DIR [--env NAME] [--helm PROGRAM]   (--charts: a folder with each chart as a folder)";

/**
 * Renders every release with the values that the stack carries, and judges what would be applied: strictly by the schemas of Kubernetes
 * and of the charts, each pod by the rules, and each value by whether it does anything.
 */
void main(async () => {
  const options = optionsOf(
    { charts: { type: "string" }, env: { type: "string" }, helm: { type: "string", default: "helm" } },
    USAGE,
  );
  const charts = requireCharts(options.charts, USAGE);
  const environments = loadEnvironments(environmentsFolder(), options.env);
  await requireHelm(options.helm);
  const work = mkdtempSync(join(tmpdir(), "ivcap-render-"));
  try {
    synthesise(environments, work);
    let failed = 0;
    for (const stack of stacksIn(work)) {
      const { rows, findings } = await examine(releasesOf(stack), {
        charts,
        helm: options.helm,
        others: accountsOf(stack),
      });
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
      console.log(
        table(["release", "objects", "containers", "values", "dead", "as by default", "findings"], rows),
      );
      failed += refused.length + unused.length;
    }
    return failed > 0 ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
