import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import { unneededReasons, withoutReason } from "./checkov/judge";
import { requireCheckov } from "./checkov/run";
import { judgeByCheckov, type StackVerdict } from "./checkov/stack";
import { KUBERNETES, requireCharts, requireHelm } from "./render/helm";
import { main, optionsOf } from "./support/cli";
import { withStacks } from "./support/synthesised";

const USAGE =
  "npm run checkov -- --charts DIR [--env NAME] [--reasons] [--helm PROGRAM] [--checkov PROGRAM]   (--charts: a folder with each chart as a folder; --reasons: refuses written reasons that nothing needs, too)";

/** Checkov's view of everything that would be applied, policies included: what fails is mended or has a written reason. */
void main(async () => {
  const options = optionsOf(
    {
      charts: { type: "string" },
      env: { type: "string" },
      reasons: { type: "boolean", default: false },
      helm: { type: "string", default: "helm" },
      checkov: { type: "string", default: "checkov" },
    },
    USAGE,
  );
  const charts = requireCharts(options.charts, USAGE);
  const environments = loadEnvironments(environmentsFolder(), options.env);
  await requireHelm(options.helm);
  await requireCheckov(options.checkov);
  const tools = { charts, helm: options.helm, kubernetes: KUBERNETES, checkov: options.checkov };
  const work = mkdtempSync(join(tmpdir(), "ivcap-checkov-"));
  try {
    const verdicts = await withStacks(environments, async (synthesised) => {
      const results: StackVerdict[] = [];
      for (const { stack } of synthesised) results.push(await judgeByCheckov(stack, { work, ...tools }));
      return results;
    });
    const refused = verdicts.reduce((sum, verdict) => sum + print(verdict), 0);
    const unneeded = options.reasons ? unneededReasons(verdicts) : [];
    for (const line of unneeded) console.error(line);
    return refused + unneeded.length > 0 ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

/** @returns how many checks failed without a reason */
function print({ stack, passed, failed }: StackVerdict): number {
  const refused = withoutReason(failed);
  for (const { component, rule, where, says, guideline } of refused) {
    console.error(
      `${stack}: ${component}: ${rule}: ${where}: ${says}; mend it, or give a reason in constructs/${component}/exemptions.ts; see ${guideline}`,
    );
  }
  console.log(
    `${stack}: ${passed} passed, ${failed.length - refused.length} failed for a written reason, ${refused.length} refused`,
  );
  return refused.length;
}
