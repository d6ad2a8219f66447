import { join } from "node:path";
import { pins } from "../../constructs/pins";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

const bill = (...args: string[]) => {
  const folder = folderWith({
    "environments/one.yaml": MINIMAL,
    "environments/two.yaml": MINIMAL,
    "bin/.keep": "",
  });
  return program("scripts/bill-of-materials.ts", args, {
    PATH: join(folder, "bin"),
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
  });
};

test.concurrent("the bill of materials needs no program but node, and says charts, images and who starts them", async () => {
  const { code, stdout, stderr } = await bill("--env", "one");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^one: \d+ charts, \d+ images, on Kubernetes \d/);
  expect(stdout).toMatch(/^minio +minio +5\.4\.0 +https:\/\/charts\.min\.io +minio +minio$/m);
  expect(stdout).toContain(pins.postgres.images.pooler);
  expect(stdout).toContain(pins.postgres.startedBy.pooler);
  expect(stdout).not.toContain("two:");
});

test.concurrent("for machines it is one list of environments, the same at every run", async () => {
  const [first, second] = [await bill("--json"), await bill("--json")];
  expect(first.stdout).toBe(second.stdout);
  const bills = JSON.parse(first.stdout) as { environment: string; images: object[] }[];
  expect(bills.map(({ environment }) => environment)).toEqual(["one", "two"]);
  expect(Object.keys(bills[0] ?? {})).toEqual(["environment", "kubernetes", "charts", "images"]);
  expect(bills[0]?.images).toEqual(bills[1]?.images);
});

test.concurrent("an option that does not exist ends with one line and exit code 1", async () => {
  const { code, stdout, stderr } = await bill("--jsno");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/^Unknown option '--jsno'; usage: npm run bill-of-materials/),
  ]);
});
