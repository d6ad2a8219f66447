import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

test("it prints a table, what was taken for granted and what is not in it", async () => {
  const { code, stdout, stderr } = await program("scripts/cost.ts", ["--env", "azure"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^azure +USD a month +least +most\n/);
  expect(stdout).toMatch(/\ntotal +\d+\.\d\d +\d+\.\d\d\n/);
  expect(stdout).toMatch(/\nTaken for granted:\n- list prices in USD of \d{4}-\d\d-\d\d for westeurope/);
  expect(stdout).toMatch(/\nNot in it:\n- /);
});

test("--json says the same for programs", async () => {
  const { code, stdout } = await program("scripts/cost.ts", ["--env", "aws", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    expect.objectContaining({
      environment: "aws",
      region: "eu-west-1",
      complete: true,
      unpriced: expect.any(Array),
    }),
  ]);
});

test("an unknown region is warned of, and the exit code is 0", async () => {
  const folder = folderWith({
    "site.yaml": `target: aws\ndomain: ivcap.example.org\ntls: { email: a@example.org }\naws: { account: "123456789012", region: eu-north-1 }\n`,
    "here.yaml": MINIMAL,
  });
  const { code, stdout, stderr } = await program("scripts/cost.ts", [], { IVCAP_ENVIRONMENTS: folder });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: .*site\.yaml: aws\.region: found: eu-north-1/);
  expect(stdout).toMatch(/unknown price/);
  expect(stdout).toMatch(/here: nothing: your own machine/);
});

test.each([
  [["--env", "nowhere"], /nowhere/],
  [["--region", "x"], /usage: npm run cost/],
  [["azure"], /usage: npm run cost/],
])("%j is refused in one line, with exit code 1", async (args, says) => {
  const { code, stdout, stderr } = await program("scripts/cost.ts", args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim()).toMatch(says);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
