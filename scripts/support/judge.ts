import { type Outcome, run } from "./command";
import { addTests, copyStack, MISSPELT, misspelt } from "./stack-copy";
import type { StackJson } from "./stack-json";

export interface Judge {
  /** terraform or tofu. */
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  readonly testsFolder: string;
}

export interface Verdict {
  readonly stack: string;
  /** How each step ended, in a word or two; the steps after a failed one are left out. */
  readonly steps: Readonly<Record<(typeof STEPS)[number], string>>;
  /** What the failed step printed. */
  readonly failure: string | undefined;
}

export const STEPS = ["init", "validate", "refuses a misspelling", "test"] as const;
type Step = { ok: boolean; says: string; output: string };

/** Terraform's judgement of one stack, in a copy of its folder. */
export async function judge(
  stack: StackJson,
  folder: string,
  { program, env, testsFolder }: Judge,
): Promise<Verdict> {
  const copy = copyStack(stack, folder, testsFolder);
  const terraform = (...args: string[]) => run(program, args, { cwd: folder, env });
  const validate = () => terraform("validate", "-no-color");
  const steps: Record<(typeof STEPS)[number], () => Promise<Step>> = {
    init: async () => plain(await terraform("init", "-input=false", "-no-color")),
    validate: async () => plain(await validate()),
    "refuses a misspelling": async () => refused(await misspelt(copy, stack, validate)),
    test: async () => {
      if (copy.tests === undefined) return { ok: true, says: "no tests", output: "" };
      addTests(copy, stack);
      return tested(await terraform("test", "-no-color"));
    },
  };
  const verdict = Object.fromEntries(STEPS.map((step) => [step, "-"])) as Record<
    (typeof STEPS)[number],
    string
  >;
  for (const step of STEPS) {
    const { ok, says, output } = await steps[step]();
    verdict[step] = says;
    if (!ok)
      return { stack: stack.name, steps: verdict, failure: `${program} ${step}: ${stack.name}\n${output}` };
  }
  return { stack: stack.name, steps: verdict, failure: undefined };
}

const printed = ({ stdout, stderr }: Outcome) => `${stdout}${stderr}`.trim();

const plain = (outcome: Outcome): Step => ({
  ok: outcome.code === 0,
  says: outcome.code === 0 ? "ok" : "FAILED",
  output: printed(outcome),
});

/** Refused, and for that reason. */
function refused(outcome: Outcome): Step {
  const ok = outcome.code !== 0 && printed(outcome).includes(MISSPELT);
  return { ok, says: ok ? "ok" : "FAILED", output: `accepted the argument ${MISSPELT}\n${printed(outcome)}` };
}

/** A run in which nothing was tested has proved nothing. */
function tested(outcome: Outcome): Step {
  const [, passed = "0", failed = "0"] = /(\d+) passed, (\d+) failed/.exec(outcome.stdout) ?? [];
  const ok = outcome.code === 0 && Number(passed) > 0 && failed === "0";
  return { ok, says: `${passed} passed${ok ? "" : ", FAILED"}`, output: printed(outcome) };
}
