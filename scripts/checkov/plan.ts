import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { forOlderAws, hasOlderAwsOnly } from "../support/older-aws";
import { copyStack } from "../support/stack-copy";
import type { StackJson } from "../support/stack-json";
import { Terraform } from "../support/terraform";
import { type Report, reportOf } from "./run";

export interface PlanTools {
  /** A folder for copies of stacks. */
  readonly work: string;
  readonly terraform: string;
  readonly checkov: string;
  /** Environment variables of Terraform: where providers come from. */
  readonly env: Readonly<Record<string, string>>;
  readonly providers: string;
}

/** A check of a plan that failed. */
export interface FailedPlanCheck {
  readonly rule: string;
  /** Terraform's address. */
  readonly where: string;
  readonly says: string;
}

export interface PlanVerdict {
  readonly passed: number;
  readonly failed: readonly FailedPlanCheck[];
}

/**
 * Has Checkov judge what Terraform would make of a stack. A plan, and not the stack's own JSON: of that Checkov reads nothing at all under
 * its usual framework, and calls it a pass; under the other it sees no value behind a local.
 * @throws CommandError where there was no plan, or nothing in it was judged
 */
export async function judgePlan(synthesised: StackJson, tools: PlanTools): Promise<PlanVerdict> {
  const stack = hasOlderAwsOnly(tools.providers, synthesised) ? forOlderAws(synthesised).stack : synthesised;
  const folder = join(tools.work, stack.name);
  mkdirSync(folder, { recursive: true });
  copyStack(stack, folder, "");
  const terraform = new Terraform(folder, { program: tools.terraform, env: tools.env });
  await terraform.init();
  const file = join(folder, "plan.json");
  writeFileSync(file, JSON.stringify(await terraform.plan()));
  const report: Report = await reportOf(tools.checkov, ["--file", file, "--framework", "terraform_plan"]);
  return {
    passed: report.summary.passed,
    failed: (report.results?.failed_checks ?? []).map(({ check_id, check_name, resource }) => ({
      rule: check_id,
      where: resource,
      says: check_name,
    })),
  };
}
