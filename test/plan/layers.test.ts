import { planLayers } from "../../scripts/plan/layers";
import { reportOn } from "../../scripts/plan/report";
import { DECLARED, type Does, fakeTerraform } from "../support/fake-terraform";
import { stack } from "../support/stacks";

const list = (protection: string, ...addresses: string[]) => ({ input: { protection, addresses } });
const change = (address: string, actions: string[], values: object = {}) => {
  const [type, name] = address.split(".");
  return { address, mode: "managed", type, name, change: { actions, before: {}, after: {}, ...values } };
};
const record = (values: object) =>
  change("terraform_data.data-holders", ["no-op"], { before: values, after: values });
const showing = (...changes: object[]) =>
  `echo '${JSON.stringify({ format_version: "1.2", resource_changes: changes })}'`;
const failing = (summary: string, detail: string) => {
  const diagnostic = { severity: "error", summary, detail };
  return `echo '${JSON.stringify({ type: "diagnostic", "@message": summary, diagnostic }).replaceAll("\\n", "\\\\n")}'; exit 1`;
};

const CLUSTER = "aws-complete-cluster";
const PLATFORM = "aws-complete-platform";
/** Plans both layers of AWS with a Terraform that does as told. */
async function plan(does: Readonly<Record<string, Does>>, ...allowed: string[]) {
  const program = fakeTerraform({ [CLUSTER]: { show: showing() }, [PLATFORM]: { show: showing() }, ...does });
  return reportOn(await planLayers([stack(CLUSTER), stack(PLATFORM)], allowed, { program }), allowed);
}

test("a layer whose lower layer was never applied is named, and the plan ends well", async () => {
  const { summary, exitCode } = await plan({ [CLUSTER]: { show: showing(change("a.b", ["create"])) } });
  expect(exitCode).toBe(0);
  expect(summary).toMatch(/aws-complete-cluster +1 +0 +0 +0 +0\n/);
  expect(summary).toContain("aws-complete-platform is plannable after aws-complete-cluster");
});

test("layers are planned in turn, and what goes is told by address", async () => {
  const gone = change("aws_subnet.a", ["delete", "create"], { replace_paths: [["cidr_block"]] });
  const { summary, exitCode } = await plan({
    [CLUSTER]: { output: DECLARED, show: showing(record(list("off")), gone) },
    [PLATFORM]: { show: showing(change("a.b", ["update"])) },
  });
  expect(exitCode).toBe(0);
  expect(summary).toMatch(/aws-complete-cluster +0 +0 +1 +0 +0\naws-complete-platform +0 +1 +0 +0 +0\n/);
  expect(summary).toContain(
    "aws-complete-cluster: aws_subnet.a would be destroyed and made anew (cidr_block cannot change)",
  );
});

const BUCKET = "aws_s3_bucket.b";
const losing = { show: showing(record(list("off", BUCKET)), change(BUCKET, ["delete", "create"])) };

test("what would lose data ends with exit code 2, the stack, the address and how to allow it", async () => {
  expect(await plan({ [CLUSTER]: losing })).toMatchObject({
    exitCode: 2,
    refused: [
      "aws-complete-cluster: aws_s3_bucket.b would be destroyed and made anew. Refused: it holds data. If it is meant: --allow-destroy 'aws_s3_bucket.b'",
    ],
  });
});

test("it passes where it is allowed by name", async () => {
  expect(await plan({ [CLUSTER]: losing }, BUCKET)).toMatchObject({ exitCode: 0, refused: [] });
});

test("an allowed address that no plan takes away is an error, with those that one does", async () => {
  await expect(plan({ [CLUSTER]: losing }, BUCKET, "aws_s3_bucket.c")).rejects.toThrow(
    /^--allow-destroy: found: aws_s3_bucket\.c, which no plan takes away; allowed: aws_s3_bucket\.b; leave it out$/,
  );
  await expect(plan({}, BUCKET)).rejects.toThrow("allowed: nothing, since nothing goes");
});

test("Terraform's own refusal for prevent_destroy is told as ours is, and no name allows it", async () => {
  const { exitCode, refused } = await plan(
    {
      [CLUSTER]: {
        plan: failing("Instance cannot be destroyed", `Resource ${BUCKET} has lifecycle.prevent_destroy set`),
        show: showing(record(list("on", BUCKET)), change(BUCKET, ["delete"])),
      },
    },
    BUCKET,
  );
  expect({ exitCode, refused }).toEqual({
    exitCode: 2,
    refused: [
      "aws-complete-cluster: aws_s3_bucket.b would be destroyed. Refused: it holds data, and protection is on. If it is meant: set protection: off, deploy, then plan again with --allow-destroy",
    ],
  });
});

describe("where no plan can be made, Terraform's reason is told in one line", () => {
  test.each<[string, Does, RegExp]>([
    [
      "without credentials",
      {
        plan: failing("No valid credential sources found", "Please see https://example.org\n\nError: failed"),
      },
      /^aws-complete-cluster: \S+terraform plan: No valid credential sources found: Please see https:\/\/example\.org$/,
    ],
    [
      "without a state that can be reached",
      {
        init: "printf '╷\\n│ Error: Failed to get existing workspaces\\n│ \\n│ The bucket does\\n│ not exist.\\n│ \\n│ More.\\n╵\\n' >&2; exit 1",
      },
      /^aws-complete-cluster: \S+terraform init: Failed to get existing workspaces: The bucket does not exist$/,
    ],
    [
      "where one cause has many errors",
      {
        plan:
          ["a", "b", "c", "d"].map((each) => `${failing(each, "").replace("; exit 1", "")};`).join(" ") +
          " exit 1",
      },
      /terraform plan: a; b; c; and 1 more$/,
    ],
    [
      "where what is refused is not all that is wrong",
      {
        plan: `${failing("Instance cannot be destroyed", "x").replace("; exit 1", "")}; ${failing("No such zone", "")}`,
      },
      /Instance cannot be destroyed: x; No such zone$/,
    ],
  ])("%s", async (_, does, message) => {
    await expect(plan({ [CLUSTER]: does })).rejects.toThrow(message);
  });
});
