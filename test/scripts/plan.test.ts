import { join } from "node:path";
import { filledIn, folderWith } from "../support/environment-folder";
import { fakeTerraform } from "../support/fake-terraform";
import { program } from "../support/program";

const plan = (environment: string, does: Parameters<typeof fakeTerraform>[0], ...args: string[]) => {
  const folder = folderWith({ "environments/clouds.yaml": environment });
  const options = ["--env", "clouds", "--terraform", fakeTerraform(does), ...args];
  return program("scripts/plan.ts", options, {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    IVCAP_WORK: join(folder, "work"),
  });
};
const shown = (...resource_changes: object[]) =>
  `echo '${JSON.stringify({ format_version: "1.2", resource_changes })}'`;

test("a plan that takes away what may hold data ends with exit code 2 and a line that names it", async () => {
  const change = { actions: ["delete"], before: {}, after: null };
  const gone = { address: "aws_kms_key.a", mode: "managed", type: "aws_kms_key", name: "a", change };
  const { code, stdout, stderr } = await plan(filledIn("aws"), { "clouds-cluster": { show: shown(gone) } });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/^clouds-cluster: aws_kms_key\.a would be destroyed\. Refused: .*\n$/),
  });
  expect(stdout).toMatch(
    /clouds-cluster +0 +0 +0 +1 +0\nclouds-platform is plannable after clouds-cluster\n/,
  );
});

test("an environment that is not filled in is not planned", async () => {
  const { code, stderr } = await plan(filledIn("aws").replace("ivcap.example.org", "CHANGE-ME"), {});
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/clouds\.yaml: still CHANGE-ME: domain\n$/),
  });
});

test("no environment is planned unasked, and those that there are, are named", async () => {
  const { code, stderr } = await program("scripts/plan.ts");
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^--env is missing; there are: aws, azure, minikube; usage: .*\n$/),
  });
});
