import type { Exemption } from "../../constructs/exemption";
import type { FailedPlanCheck } from "./plan";

/** Whether an exemption is about that failed check; a `*` in its address is any text. */
export function covers({ rule, where }: Exemption, failed: FailedPlanCheck): boolean {
  const pattern = where
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return failed.rule === rule && new RegExp(`^${pattern}$`).test(failed.where);
}

/** What has no reason, and the reasons that nothing needs. */
export const judgeByReasons = (failed: readonly FailedPlanCheck[], exemptions: readonly Exemption[]) => ({
  refused: failed.filter((check) => !exemptions.some((exemption) => covers(exemption, check))),
  unneeded: exemptions.filter((exemption) => !failed.some((check) => covers(exemption, check))),
});
