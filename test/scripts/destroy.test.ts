import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { fakeProgram } from "../support/fake-program";
import { program } from "../support/program";

const state = (protection: "on" | "off", ...addresses: string[]) =>
  JSON.stringify({
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          {
            ...{
              address: "terraform_data.data-holders",
              mode: "managed",
              type: "terraform_data",
              name: "data-holders",
            },
            values: { input: { protection, addresses } },
          },
          ...addresses.map((address) => ({ address, mode: "managed", type: "a", name: "b", values: {} })),
        ],
      },
    },
  });
const EMPTY = JSON.stringify({ format_version: "1.0" });
/** A machine with a deployment `laptop` on Minikube, whose Terraform holds this state until `destroy` does what it is told. */
async function destroy(
  { before, environment = MINIMAL, does }: { before: string; environment?: string; does?: string },
  ...args: string[]
) {
  const folder = folderWith({
    "environments/laptop.yaml": environment,
    "bin/.keep": "",
    state: before,
    calls: "",
  });
  writeFileSync(join(folder, "empty"), EMPTY);
  fakeProgram(
    join(folder, "bin"),
    "terraform",
    `echo "terraform $1" >> ${folder}/calls\ncase "$1" in
  version) echo Terraform v1.11.4 ;;
  show) cat ${folder}/state ;;
  destroy) ${does ?? `cp ${folder}/empty ${folder}/state`} ;;
esac`,
  );
  fakeProgram(
    join(folder, "bin"),
    "kubectl",
    `echo "kubectl $*" >> ${folder}/calls\ncase "$*" in
  version*) ;;
  *get-contexts*) echo minikube ;;
  *"-o json"*) echo '{"items":[]}' ;;
esac`,
  );
  const { code, stdout, stderr } = await program("scripts/destroy.ts", ["--env", "laptop", ...args], {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    IVCAP_WORK: join(folder, "work"),
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
  });
  return { code, stdout, stderr };
}

test("a deployment goes from the top down, and the sweep ends it", async () => {
  const { code, stdout, stderr } = await destroy({ before: state("off", "a.b") }, "--yes");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /routes and the gateway +there are none\nlaptop-platform \(2 resources\) +destroyed\nvolumes +gone\n/,
  );
  expect(stdout).toContain("nothing is left in the cluster of context minikube");
});

test.each<[string, Parameters<typeof destroy>[0], RegExp]>([
  [
    "protection is on in the file",
    { before: state("off", "a.b"), environment: `${MINIMAL}protection: on\n` },
    /laptop\.yaml: protection: found: on; allowed: off; set it off, deploy \(.*\), then destroy\n$/,
  ],
  [
    "protection was on at the last deployment",
    { before: state("on", "a.b"), environment: `${MINIMAL}protection: off\n` },
    /^laptop-platform: protected since the last deployment, though .*laptop\.yaml says off; deploy/,
  ],
  [
    "nobody said yes and there is no terminal to ask",
    { before: state("off", "helm_release.minio") },
    /^This destroys laptop-platform \(2 resources\), with the data in helm_release\.minio\. There is no terminal to ask: say --yes\n$/,
  ],
])("nothing is touched where %s", async (_, machine, message) => {
  const { code, stdout, stderr } = await destroy({ ...machine, does: "echo touched >&2" });
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
});
