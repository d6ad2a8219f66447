import { expect } from "../../cluster/report";
import type { Workspace } from "../workspace";

/** What a plan of the cluster's stack ends with, by `-detailed-exitcode`. */
const NOTHING = 0;
const SOMETHING = 2;

/** @throws Error with what would change, where anything would */
export async function expectNoChanges(workspace: Workspace): Promise<void> {
  const { code, stdout, stderr } = await workspace.run([
    "plan",
    "-detailed-exitcode",
    "-input=false",
    "-no-color",
  ]);
  expect(code !== SOMETHING, `the plan is not empty:\n${changesIn(stdout)}`);
  expect(code === NOTHING, ending(stderr));
}

/** Applies, and says what it did: `97 added, 0 changed, 0 destroyed`. */
export async function apply(workspace: Workspace): Promise<string> {
  const { code, stdout, stderr } = await workspace.run([
    "apply",
    "-auto-approve",
    "-input=false",
    "-no-color",
  ]);
  expect(code === 0, ending(stderr));
  return /Resources: (.*)\./.exec(stdout)?.[1] ?? "nothing said";
}

/** `#` begins the line of a resource, `~`, `+` and `-` those of what changes about it. */
const changesIn = (plan: string) =>
  plan
    .split("\n")
    .filter((line) => /^\s*(#|[~+-]|-\/\+)\s/.test(line))
    .slice(0, 30)
    .join("\n");

const ending = (printed: string) => printed.trim().split("\n").slice(-25).join("\n");
