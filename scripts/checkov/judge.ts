import { checkovExemptions, exemptions } from "../render/exemptions";
import { judge } from "../render/finding";
import { general } from "./reasons";
import type { FailedCheck } from "./run";
import { asksTheSame } from "./same";
import type { StackVerdict } from "./stack";

const isCovered = (failed: FailedCheck) =>
  general.some(({ check }) => check === failed.rule) ||
  (exemptions[failed.component] ?? []).some((exemption) => asksTheSame(exemption, failed));
const judged = (failed: readonly FailedCheck[]) =>
  judge(
    failed.filter((check) => !isCovered(check)),
    checkovExemptions,
  );

export const withoutReason = (failed: readonly FailedCheck[]): FailedCheck[] => judged(failed).refused;

/** Reasons that nothing needs, a line each. Of components that no stack has, nothing is known. */
export function unneededReasons(verdicts: readonly Omit<StackVerdict, "passed">[]): string[] {
  const failed = verdicts.flatMap((verdict) => verdict.failed);
  const components = new Set(verdicts.flatMap((verdict) => verdict.components));
  return [
    ...general
      .filter(({ check }) => !failed.some(({ rule }) => rule === check))
      .map(({ check }) => `${check}: nothing fails it; remove its reason from scripts/checkov/reasons.ts`),
    ...judged(failed)
      .unused.filter(({ component }) => components.has(component))
      .map(
        ({ component, exemption: { rule, where } }) =>
          `${component}: exemption of ${where} from ${rule}: nothing needs it; remove it from constructs/${component}/exemptions.ts`,
      ),
  ];
}
