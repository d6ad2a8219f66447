import { type Deployment, deployment, deployments } from "../../support/stacks";

/** What is wrong with a deployment, a line for each place; nothing where the rule holds. */
export type Rule = (deployment: Deployment) => string[];

export interface RuleScope {
  /** Deployments that the rule is about. @default all */
  readonly about?: (deployment: Deployment) => boolean;
  /** The deployment whose copy is spoilt. @default guarded */
  readonly spoilt?: string;
}

/**
 * Tests that a rule holds in every deployment, and that it refuses each spoilt copy: a rule that cannot fail guards nothing.
 * @param sentence the rule, with the name of the check that it mirrors
 * @param spoils what to do to a copy, by what it is then refused for
 */
export function rule(
  sentence: string,
  check: Rule,
  spoils: Readonly<Record<string, (copy: Deployment) => void>>,
  { about = () => true, spoilt = "guarded" }: RuleScope = {},
): void {
  describe(sentence, () => {
    test.each(deployments.filter(about).map((each) => [each.name, each] as const))("holds in %s", (_, each) =>
      expect(check(each)).toEqual([]),
    );
    test.each(Object.entries(spoils))("refuses %s", (_, spoil) => {
      const copy = deployment(spoilt);
      expect(check(copy)).toEqual([]);
      spoil(copy);
      expect(check(copy)).not.toEqual([]);
    });
  });
}
