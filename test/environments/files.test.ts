import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { EnvironmentError, loadEnvironments } from "../../environments/load";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { complaints } from "./messages";

test("an environment is named after its file, and its placeholders by their keys", () => {
  const folder = folderWith({ "azure-1.yaml": `target: minikube\ndomain: CHANGE-ME\n` });
  expect(loadEnvironments(folder)).toEqual([
    {
      target: "minikube",
      domain: "CHANGE-ME",
      name: "azure-1",
      file: join(folder, "azure-1.yaml"),
      placeholders: ["domain"],
    },
  ]);
});

test("a folder that is not there is named, with how to set another", () => {
  const gone = join(folderWith({}), "gone");
  expect(() => loadEnvironments(gone)).toThrow(EnvironmentError);
  expect(() => loadEnvironments(gone)).toThrow(/gone: no such folder; found: nothing; .*IVCAP_ENVIRONMENTS/);
});

test("a file is no folder", () => {
  const file = join(folderWith({ "a.yaml": MINIMAL }), "a.yaml");
  expect(() => loadEnvironments(file)).toThrow("found: a file; allowed: a folder");
});

test("a folder without environments says what to start from", () => {
  expect(complaints({ "readme.md": "" })).toEqual([
    expect.stringContaining("start from a copy of environments/minikube.yaml"),
  ]);
});

test("an environment that does not exist is answered with those that do", () => {
  expect(complaints({ "minikube.yaml": MINIMAL, "aws.yaml": MINIMAL }, "minkube")).toEqual([
    "minkube.yaml: no such environment; found: nothing; allowed: aws, minikube; did you mean minikube?",
  ]);
});

test("only the environment that is asked for is checked", () => {
  expect(complaints({ "good.yaml": MINIMAL, "bad.yaml": "target: none\n" }, "good")).toEqual([]);
});

test("a link to nothing is an error, not an environment less", () => {
  const folder = folderWith({ "a.yaml": MINIMAL });
  symlinkSync("nowhere", join(folder, "b.yaml"));
  expect(() => loadEnvironments(folder)).toThrow(/b\.yaml: cannot be read; found: ENOENT/);
});

test.each([
  ["not indented as a mapping", "target: minikube\n  domain: [\n", ":1:", "Nested mappings"],
  ["a tab", "target: minikube\n\tdomain: a.b\n", ":2:", "Tabs are not allowed"],
  ["a key twice", `${MINIMAL}domain: other.example.org\n`, ":3:", "Map keys must be unique"],
  ["an alias without its anchor", "target: *x\ndomain: a.b\n", ":1:", "Unresolved alias"],
  ["two documents", `${MINIMAL}---\na: b\n`, ":3:", "multiple documents"],
])("unreadable YAML is one line with the place: %s", (_, source, line, reason) => {
  const lines = complaints({ "a.yaml": source });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`a.yaml${line} not readable as YAML; found: `);
  expect(lines[0]).toContain(reason);
  expect(lines[0]).toContain("allowed: one YAML document");
});

test.each(["", "# nothing\n", "hello\n", "- a\n"])(
  "a file that is no mapping says what to start from: %j",
  (source) => {
    const lines = complaints({ "a.yaml": source });
    expect(lines).toEqual([
      expect.stringMatching(/the file: found: .*; allowed: a mapping with the keys target,.*; start from/),
    ]);
  },
);

test.each([
  ["Azure.yaml", "did you mean azure?"],
  ["my_site.yaml", "did you mean my-site?"],
  [`${"a".repeat(64)}.yaml`, "at most 63"],
])("a file's name has to be a Kubernetes name, since stacks are named after it: %s", (file, message) => {
  const lines = complaints({ [file]: MINIMAL });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`${file}: the file's name names its stacks; found: `);
  expect(lines[0]).toContain(message);
});

test("two files of one environment are refused", () => {
  expect(complaints({ "a.yaml": MINIMAL, "a.yml": MINIMAL })).toEqual([
    "a.yml: found: a second file of the environment a; allowed: one; rename or remove a.yaml",
  ]);
});

test("a name that extends another's by a dash is refused: one deploy pattern would match both", () => {
  const lines = complaints({ "azure.yaml": MINIMAL, "azure-prod.yaml": MINIMAL, "azurite.yaml": MINIMAL });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("azure-prod.yaml: the file's name; found: azure-prod, which begins with azure-");
  expect(lines[0]).toContain("`cdktf deploy 'azure-*'` deploys both");
});

test("the target cannot be left open: the stacks follow from it", () => {
  expect(complaints({ "a.yaml": "target: CHANGE-ME\ndomain: a.example.org\n" })).toEqual([
    expect.stringMatching(/a\.yaml: target: found: CHANGE-ME; allowed: azure, aws, minikube; choose one/),
  ]);
});
