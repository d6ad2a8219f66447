import type { Finding } from "./exchange";

/** A deliberate difference from the document. */
export type Deviation = {
  /** Findings as printed; `*` stands for anything. */
  readonly what: readonly string[];
  readonly because: string;
};

export type Verdict = {
  /** Findings that no deviation names. */
  refused: Finding[];
  /** How many findings, told apart by what they say, have a reason. */
  excused: number;
  /** Deviations' `what` that no finding needs. */
  unneeded: string[];
};

/** Holds findings against the deviations; each kind of finding is told once. */
export function verdictOf(findings: readonly Finding[], deviations: readonly Deviation[]): Verdict {
  const once = [...new Map(findings.map((finding) => [finding.what, finding])).values()];
  const patterns = deviations.flatMap(({ what }) => what);
  const refused = once.filter(({ what }) => !patterns.some((pattern) => matches(pattern, what)));
  return {
    refused,
    excused: once.length - refused.length,
    unneeded: patterns.filter((pattern) => !once.some(({ what }) => matches(pattern, what))),
  };
}

const matches = (pattern: string, what: string) =>
  new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`).test(what);
const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
