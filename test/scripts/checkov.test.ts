import { chmodSync } from "node:fs";
import { join } from "node:path";
import { chartPins } from "../../constructs/pins";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

const CHARTS = Object.fromEntries(
  Object.values(chartPins).map(({ chart, version }) => [
    `charts/${chart}/Chart.yaml`,
    `version: ${version}\n`,
  ]),
);

/** The options of a run with charts that render to one object, and a Checkov that prints this. */
function given(prints: string, helm = 'echo "{ kind: ConfigMap, metadata: { name: x } }"'): string[] {
  const folder = folderWith({
    ...CHARTS,
    helm: `#!/bin/sh\nif [ "$1" = version ]; then echo v3.18.6; exit; fi\ncat >/dev/null\n${helm}\n`,
    checkov: `#!/bin/sh\nif [ "$1" = --version ]; then echo 3.3.30; exit; fi\ncat <<'END'\n${prints}\nEND\n`,
  });
  for (const name of ["helm", "checkov"]) chmodSync(join(folder, name), 0o755);
  const tools = ["charts", "helm", "checkov"].flatMap((name) => [`--${name}`, join(folder, name)]);
  return [...tools, "--env", "minikube"];
}

const report = (...failed_checks: object[]) =>
  JSON.stringify({
    summary: { passed: 7, failed: failed_checks.length, parsing_errors: 0 },
    results: { failed_checks },
  });

test.concurrent.each<[string, () => string[], RegExp]>([
  ["no folder of charts named", () => [], /^--charts: found: nothing; usage: npm run checkov/],
  [
    "no Checkov",
    () => [...given(""), "--checkov", "./nowhere"],
    /^\.\/nowhere is missing: install Checkov \(`python3 -m venv DIR && DIR\/bin\/pip install checkov`\), or name it by --checkov$/,
  ],
  ["a Checkov that says nothing", () => given(""), /checkov gave no verdict: /],
  [
    "objects that Checkov cannot read",
    () => given('{ "summary": { "passed": 1, "parsing_errors": 2 } }'),
    /checkov gave no verdict: 2 files not read$/,
  ],
  [
    "a chart that refuses its values",
    () => given(report(), 'echo "values do not meet the schema" >&2; exit 1'),
    /^minikube-platform: [a-z-]+: values do not meet the schema$/,
  ],
  [
    "an option that does not exist",
    () => ["--chart", "x"],
    /^Unknown option '--chart'; usage: npm run checkov/,
  ],
])("checkov with %s ends with one line and exit code 1", async (_, args, message) => {
  const { code, stdout, stderr } = await program("scripts/checkov.ts", args());
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

test.concurrent("a new failed check is told with its id, what it is about and where to read on", async () => {
  const check = {
    check_id: "CKV_K8S_999",
    check_name: "Nothing should happen",
    file_path: "/minio.yaml",
    resource: "Pod.minio.minio.app-minio.release-minio",
    guideline: null,
  };
  const { code, stdout, stderr } = await program("scripts/checkov.ts", [
    ...given(report(check)),
    "--reasons",
  ]);
  expect(code).toBe(1);
  expect(stdout).toBe("minikube-platform: 7 passed, 0 failed for a written reason, 1 refused\n");
  expect(stderr).toContain(
    "minikube-platform: minio: CKV_K8S_999: Pod.minio.minio: Nothing should happen; mend it, or give a reason in constructs/minio/exemptions.ts; see https://www.checkov.io/",
  );
  expect(stderr).toMatch(/^CKV_K8S_43: nothing fails it; remove its reason/m);
});
