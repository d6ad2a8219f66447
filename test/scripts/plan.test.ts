import { join } from "node:path";
import { filledIn, folderWith } from "../support/environment-folder";
import { fakeProgram } from "../support/fake-program";
import { program } from "../support/program";

/** Outputs as a stack that is applied has them: all that it declares. */
const DECLARED = `node -p "JSON.stringify(require('./cdk.tf.json').output)"`;

const list = (...addresses: string[]) => ({ input: { protection: "off", addresses } });
const change = (address: string, actions: string[], values: object = {}) => {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name, change: { actions, before: {}, after: {}, ...values } };
};
const planOf = (...changes: object[]) => JSON.stringify({ format_version: "1.2", resource_changes: changes });
const error = (summary: string, detail: string) =>
  JSON.stringify({
    type: "diagnostic",
    "@message": summary,
    diagnostic: { severity: "error", summary, detail },
  });

/** What a fake Terraform answers for each stack. */
interface Answers {
  /** Whether the state has its outputs. */
  readonly applied?: boolean;
  /** What `show` prints of the plan. */
  readonly plan?: string;
  /** What a failing `plan` prints. */
  readonly failure?: string;
  /** What a failing `init` prints. */
  readonly noInit?: string;
}

/** Runs the command with a Terraform that answers as told, for an environment `clouds` on AWS. */
function plan(stacks: Record<string, Answers>, ...args: string[]) {
  const cases = Object.entries(stacks).map(
    ([name, { applied = false, plan: shown = planOf(), failure, noInit }]) => {
      return [
        [`${name}:output`, applied ? DECLARED : "echo {}"],
        [`${name}:show`, `echo '${shown}'`],
        ...(failure ? [[`${name}:plan`, `echo '${failure}'; exit 1`]] : []),
        ...(noInit ? [[`${name}:init`, `echo '${noInit}' >&2; exit 1`]] : []),
      ]
        .map(([pattern, does]) => `  ${pattern}) ${does} ;;`)
        .join("\n");
    },
  );
  const folder = folderWith({ "environments/clouds.yaml": filledIn("aws") });
  const terraform = fakeProgram(
    folder,
    "terraform",
    `[ "$1" = version ] && echo Terraform v1.11.4 && exit\ncase "\${PWD##*/}:$1" in\n${cases.join("\n")}\nesac`,
  );
  return program("scripts/plan.ts", ["--env", "clouds", "--terraform", terraform, ...args], {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    IVCAP_WORK: join(folder, "work"),
  });
}

test.concurrent("a layer whose lower layer was never applied is named, and the plan ends well", async () => {
  const { code, stdout, stderr } = await plan({
    "clouds-cluster": { plan: planOf(change("a.b", ["create"])) },
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/clouds-cluster +1 +0 +0 +0 +0\n/);
  expect(stdout).toContain("clouds-platform is plannable after clouds-cluster\n");
  expect(stdout).toContain("next:  npx cdktf-cli@0.21 deploy 'clouds-*'");
});

test.concurrent("layers are planned in turn, and what goes is told by address", async () => {
  const gone = change("aws_subnet.a", ["delete", "create"], { replace_paths: [["cidr_block"]] });
  const { code, stdout } = await plan({
    "clouds-cluster": {
      applied: true,
      plan: planOf(change("terraform_data.data-holders", ["no-op"], { before: list(), after: list() }), gone),
    },
    "clouds-platform": { plan: planOf(change("a.b", ["update"])) },
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/clouds-cluster +0 +0 +1 +0 +0\nclouds-platform +0 +1 +0 +0 +0\n/);
  expect(stdout).toContain(
    "clouds-cluster: aws_subnet.a would be destroyed and made anew (cidr_block cannot change)\n",
  );
});

const losing = planOf(
  change("terraform_data.data-holders", ["no-op"], {
    before: list("aws_s3_bucket.b"),
    after: list("aws_s3_bucket.b"),
  }),
  change("aws_s3_bucket.b", ["delete", "create"]),
);

test.concurrent("what would lose data ends with exit code 2, the stack, the address and how to allow it", async () => {
  const { code, stderr } = await plan({ "clouds-cluster": { plan: losing } });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "clouds-cluster: aws_s3_bucket.b would be destroyed and made anew. Refused: it holds data. If it is meant: --allow-destroy 'aws_s3_bucket.b'\n",
  });
});

test.concurrent("it passes where it is allowed by name", async () => {
  const { code, stderr } = await plan(
    { "clouds-cluster": { plan: losing } },
    "--allow-destroy",
    "aws_s3_bucket.b",
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test.concurrent("an allowed address that no plan takes away is an error", async () => {
  const { code, stderr } = await plan({ "clouds-cluster": {} }, "--allow-destroy", "aws_s3_bucket.c");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(
      /^--allow-destroy: found: aws_s3_bucket\.c, which no plan takes away; allowed: .*\n$/,
    ),
  });
});

test.concurrent("Terraform's own refusal for prevent_destroy is told as ours is", async () => {
  const on = { input: { protection: "on", addresses: ["aws_s3_bucket.b"] } };
  const { code, stderr } = await plan(
    {
      "clouds-cluster": {
        failure: error(
          "Instance cannot be destroyed",
          "Resource aws_s3_bucket.b has lifecycle.prevent_destroy set",
        ),
        plan: planOf(
          change("terraform_data.data-holders", ["no-op"], { before: on, after: on }),
          change("aws_s3_bucket.b", ["delete"]),
        ),
      },
    },
    "--allow-destroy",
    "aws_s3_bucket.b",
  );
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr:
      "clouds-cluster: aws_s3_bucket.b would be destroyed. Refused: it holds data, and protection is on. If it is meant: set protection: off, deploy, then plan again with --allow-destroy\n",
  });
});

test.concurrent.each<[string, Answers, string]>([
  [
    "a cloud that takes no credentials",
    {
      failure: error(
        "No valid credential sources found",
        "Please see https://example.org\\n\\nError: failed to refresh",
      ),
    },
    "clouds-cluster: .*terraform plan: No valid credential sources found: Please see https://example\\.org",
  ],
  [
    "a state that cannot be reached",
    {
      noInit:
        "╷\n│ Error: Failed to get existing workspaces\n│ \n│ The bucket does\n│ not exist.\n│ \n│ More.\n╵",
    },
    "clouds-cluster: .*terraform init: Failed to get existing workspaces: The bucket does not exist",
  ],
])("%s ends with exit code 1 and Terraform's reason in one line", async (_, answers, line) => {
  const { code, stderr } = await plan({ "clouds-cluster": answers });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(new RegExp(`^${line}\n$`)) });
});

test.concurrent("no environment is planned unasked, and those that there are, are named", async () => {
  const { code, stderr } = await program("scripts/plan.ts");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^--env is missing; there are: aws, azure, minikube; usage: .*\n$/),
  });
});
