import { join } from "node:path";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { fakeProgram } from "../support/fake-program";
import { program } from "../support/program";

const address = (answers: string, environment = MINIMAL) => {
  const folder = folderWith({ "environments/laptop.yaml": environment, "bin/.keep": "" });
  fakeProgram(
    join(folder, "bin"),
    "kubectl",
    `case "$*" in\n  *get-contexts*) echo minikube ;;\n  *"get gateways"*) ${answers} ;;\nesac`,
  );
  return program("scripts/address.ts", ["--env", "laptop"], {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
  });
};

test("it prints where the platform is reached and the record that leads there", async () => {
  const status = { addresses: [{ type: "IPAddress", value: "192.168.49.2" }] };
  const { code, stdout } = await address(
    `echo '${JSON.stringify({ status })}'`,
    MINIMAL.replace("ivcap.example.org", "ivcap.invalid"),
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/^https:\/\/ivcap\.invalid:30443\/\n/);
  expect(stdout).toMatch(/\nivcap\.invalid +A +192\.168\.49\.2 +not /);
});

test.each([
  [
    "no gateway",
    `echo 'NotFound: no such gateway' >&2; exit 1`,
    /has no gateway gateway\/ivcap: NotFound.*deploy first\n$/,
  ],
  [
    "a gateway without an address",
    `echo '{"status":{}}'`,
    /has no address yet; see kubectl .* describe gateway ivcap\n$/,
  ],
])("a cluster with %s is told in one line, with exit code 1", async (_, answers, message) => {
  const { code, stdout, stderr } = await address(answers);
  expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
});
