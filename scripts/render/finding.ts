import type { Exemption } from "../../constructs/exemption";

/** Something that a rule refuses. */
export interface Finding {
  readonly component: string;
  readonly rule: string;
  readonly where: string;
  readonly says: string;
}

export interface Exemptions {
  readonly [component: string]: readonly Exemption[];
}

/** What is left once the exemptions are taken off, and the exemptions that nothing needed. */
export function judge<F extends Finding>(findings: readonly F[], exemptions: Exemptions) {
  const covers = (component: string, { rule, where }: Exemption, finding: Finding) =>
    finding.component === component && finding.rule === rule && finding.where === where;
  const all = Object.entries(exemptions).flatMap(([component, list]) =>
    list.map((exemption) => ({ component, exemption })),
  );
  return {
    refused: findings.filter(
      (finding) => !all.some(({ component, exemption }) => covers(component, exemption, finding)),
    ),
    unused: all.filter(
      ({ component, exemption }) => !findings.some((finding) => covers(component, exemption, finding)),
    ),
  };
}
