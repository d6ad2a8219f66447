/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  readonly Sid: string;
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  /** In the policy of a resource, `*` is that resource. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document, as IAM and the policies of resources take it. Statements allow unless they say otherwise. */
export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ Sid, Effect = "Allow", ...rest }) => ({ Sid, Effect, ...rest })),
  });

/** Who may assume a role: one service of AWS, of our own account's resources where it says so. */
export const trust = (
  service: string,
  {
    actions = ["sts:AssumeRole"],
    condition,
  }: { actions?: string[]; condition?: Statement["Condition"] } = {},
): string =>
  policy({
    Sid: "Assume",
    Principal: { Service: service },
    Action: actions,
    ...(condition ? { Condition: condition } : {}),
  });

/** A variable of IAM's, which Terraform would read as its own. */
export const variable = (name: string) => `$\${${name}}`;
