import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import type { Environment } from "../environments/schema";
import { clusterExemptions } from "../stacks/cluster/exemptions";
import { filled } from "./checkov/filled";
import { judgePlan, type PlanVerdict } from "./checkov/plan";
import { judgeByReasons } from "./checkov/reasons-of-clouds";
import { requireCheckov } from "./checkov/run";
import { CommandError, main, optionsOf } from "./support/cli";
import { providerMirror } from "./support/provider-mirror";
import { requireTerraform } from "./support/requirements";
import { type Synthesised, withStacks } from "./support/synthesised";
import { table } from "./support/table";

const USAGE =
  "npm run checkov:clouds -- --providers DIR [--also FOLDER] [--reasons] [--checkov PROGRAM] [--terraform PROGRAM]   (--providers: a filesystem mirror of providers that plan without an account; --also: more environments; --reasons: refuses written reasons that nothing needs, too)";

interface Anchor {
  readonly name: string;
  readonly failed: number;
  /** Types of ours that it has not: what fails in them is not what it is compared by. */
  readonly without: RegExp;
}

/** What the same scan fails in what others use: terraform-aws-eks 21.19.0, and Azure's verified module for AKS 0.3.3, `waf-aligned`. */
const ANCHORS: Readonly<Partial<Record<Environment["target"], Anchor>>> = {
  aws: { name: "terraform-aws-eks", failed: 12, without: /^aws_(s3|ecr|vpc|subnet|route|nat|flow)/ },
  azure: { name: "AVM AKS waf-aligned", failed: 7, without: /^azurerm_(storage|container_registry)/ },
};

interface Judged extends PlanVerdict {
  readonly environment: Environment;
  readonly stack: string;
}

/** Checkov's view of the plans of the clusters' stacks: what fails is mended or has a written reason beside the code. */
void main(async () => {
  const options = optionsOf(
    {
      providers: { type: "string" },
      also: { type: "string" },
      reasons: { type: "boolean", default: false },
      checkov: { type: "string", default: "checkov" },
      terraform: { type: "string", default: "terraform" },
    },
    USAGE,
  );
  const { providers, also, checkov, terraform } = options;
  if (providers === undefined) throw new CommandError(`--providers is missing; usage: ${USAGE}`);
  const environments = [environmentsFolder(), ...(also === undefined ? [] : [also])]
    .flatMap((folder) => loadEnvironments(folder))
    .filter(({ target }) => target in ANCHORS)
    .map(filled);
  await requireTerraform(terraform);
  await requireCheckov(checkov);
  const work = mkdtempSync(join(tmpdir(), "ivcap-checkov-"));
  try {
    const tools = { work, terraform, checkov, providers, env: providerMirror(work, providers) };
    const judged = await withStacks(environments, async (synthesised) => {
      const results: Judged[] = [];
      for (const { environment, stack } of synthesised.filter(isCluster)) {
        results.push({ environment, stack: stack.name, ...(await judgePlan(stack, tools)) });
      }
      return results;
    });
    return say(judged, options.reasons);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

const isCluster = ({ stack }: Synthesised) => stack.name.endsWith("-cluster");

/** @returns the exit code */
function say(judged: readonly Judged[], reasons: boolean): number {
  const problems: string[] = [];
  const rows = judged.map(({ environment: { target }, stack, passed, failed }) => {
    const { refused } = judgeByReasons(failed, clusterExemptions[target]);
    for (const { rule, where, says } of refused) {
      problems.push(
        `${stack}: ${rule}: ${where}: ${says}; mend it, or give a reason in stacks/cluster/${target}/exemptions.ts`,
      );
    }
    const anchor = ANCHORS[target];
    const alike = failed.filter(({ where }) => !anchor?.without.test(where));
    return [
      ...[stack, passed, failed.length, failed.length - refused.length, refused.length],
      `${alike.length} against ${anchor?.failed} of ${anchor?.name}`,
    ];
  });
  console.log(
    table(["plan", "passed", "failed", "for a written reason", "refused", "failed in what both have"], rows),
  );
  for (const target of new Set(judged.map(({ environment }) => environment.target))) {
    if (!reasons) break;
    const failed = judged.flatMap((each) => (each.environment.target === target ? each.failed : []));
    for (const { rule, where } of judgeByReasons(failed, clusterExemptions[target]).unneeded) {
      problems.push(
        `${target}: exemption of ${where} from ${rule}: nothing needs it; remove it from stacks/cluster/${target}/exemptions.ts`,
      );
    }
  }
  for (const line of problems) console.error(line);
  return problems.length > 0 ? 1 : 0;
}
