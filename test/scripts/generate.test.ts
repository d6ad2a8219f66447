import { compare } from "../../scripts/generated/generated-file";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

test("every generated file is as its sources want it: else run `npm run generate` and commit", async () => {
  const { code, stderr } = await program("scripts/generate.ts", ["--check"]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("a file that is missing or says something else is stale", async () => {
  const root = folderWith({ same: "same", other: "other" });
  const files = ["same", "other", "missing"].map((file) => ({ file, content: () => "same" }));
  const compared = await compare(files, root);
  expect(compared.map(({ file, current }) => [file, current])).toEqual([
    ["same", true],
    ["other", false],
    ["missing", false],
  ]);
});
