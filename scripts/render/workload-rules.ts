import type { PodFinding } from "./pod-rules";
import type { Pod } from "./pods";

/** Where a definition says what its chart has to start: what is missing, and what came along unasked. */
export function workloadFindings(
  pods: readonly Pod[],
  expected: readonly string[] | undefined,
): PodFinding[] {
  if (expected === undefined) return [];
  const found = [...new Set(pods.map(({ owner }) => owner))];
  const finding = (where: string, says: string) => ({ rule: "workloads", where, says });
  return [
    ...expected
      .filter((owner) => !found.includes(owner))
      .map((owner) => finding(owner, "expected by the definition; the chart does not start it")),
    ...found
      .filter((owner) => !expected.includes(owner))
      .map((owner) => finding(owner, "the chart starts it; the definition does not name it")),
  ];
}
