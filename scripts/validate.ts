import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { environmentsFolder, loadEnvironments } from "../environments/load";
import { synthesise } from "../stacks/synthesise";
import { main, optionsOf } from "./support/cli";
import { type Judge, judge, STEPS, type Verdict } from "./support/judge";
import { forOlderAws, hasOlderAwsOnly, OLDER_AWS } from "./support/older-aws";
import { providerMirror } from "./support/provider-mirror";
import { requireTerraform } from "./support/requirements";
import { type StackJson, stacksIn } from "./support/stack-json";
import { table } from "./support/table";

const USAGE =
  "npm run validate [-- --env NAME] [--providers DIR] [--terraform PROGRAM]   (--providers: a filesystem mirror, instead of the registry; --terraform: another program, such as tofu)";

/**
 * Terraform's judgement of every stack, without state, cluster or account: init, validate by the providers' schemas, and the
 * plan's tests of test/terraform with mocked providers.
 */
main(async () => {
  const options = optionsOf(
    { env: { type: "string" }, providers: { type: "string" }, terraform: { type: "string" } },
    USAGE,
  );
  const program = options.terraform ?? "terraform";
  await requireTerraform(program);
  const environments = loadEnvironments(environmentsFolder(), options.env);
  const work = mkdtempSync(join(tmpdir(), "ivcap-validate-"));
  try {
    const env = terraformEnvironment(work, options.providers);
    synthesise(environments, join(work, "out"));
    return await judgeAll(work, options.providers, { program, env, testsFolder: resolve("test/terraform") });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});

async function judgeAll(work: string, mirror: string | undefined, judgeWith: Judge): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const synthesised of stacksIn(join(work, "out"))) {
    const stack = hasOlderAwsOnly(mirror, synthesised) ? aged(synthesised) : synthesised;
    const folder = join(work, "copies", stack.name);
    mkdirSync(folder, { recursive: true });
    const verdict = await judge(stack, folder, judgeWith);
    if (verdict.failure !== undefined) console.error(`${verdict.failure}\n`);
    verdicts.push(verdict);
  }
  console.log(
    table(
      ["stack", ...STEPS],
      verdicts.map(({ stack, steps }) => [stack, ...STEPS.map((step) => steps[step])]),
    ),
  );
  return verdicts.some(({ failure }) => failure !== undefined) ? 1 : 0;
}

/** For the only AWS provider that there is; what its copy lost is said. */
function aged(synthesised: StackJson): StackJson {
  const { stack, dropped } = forOlderAws(synthesised);
  const without = dropped.length > 0 ? `, without ${dropped.join(", ")}` : "";
  console.log(`${stack.name}: judged by the AWS provider ${OLDER_AWS}, the one in the mirror${without}`);
  return stack;
}

/** Nothing of the user's own Terraform set-up but where providers come from. */
const terraformEnvironment = (work: string, providers: string | undefined): Record<string, string> => ({
  CHECKPOINT_DISABLE: "1",
  TF_IN_AUTOMATION: "1",
  TF_DATA_DIR: "",
  TF_WORKSPACE: "",
  ...providerMirror(work, providers),
});
