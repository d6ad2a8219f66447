import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stacksIn } from "../../scripts/support/stack-json";
import { folderWith } from "../support/environment-folder";
import { contentsOf, differences, inWords } from "./compare";

const shipped = join(process.env.IVCAP_TEST_OUT ?? "", "shipped");
const STACK = "stacks/minikube-platform/cdk.tf.json";

/** What is found between the shipped environments' output and a copy of it after `doctor`. */
function found(doctor: (outdir: string) => void): string[] {
  const outdir = join(folderWith({}), "out");
  cpSync(shipped, outdir, { recursive: true });
  doctor(outdir);
  return differences(contentsOf(shipped), contentsOf(outdir)).map(inWords);
}

/** Replaces text of a file; a text that is not there would doctor nothing. */
function replace(outdir: string, file: string, from: string | RegExp, to: string): void {
  const path = join(outdir, file);
  const source = readFileSync(path, "utf8");
  const doctored = source.replace(from, to);
  expect(doctored).not.toBe(source);
  writeFileSync(path, doctored);
}

test("what two libraries may write differently is no difference: version, construct paths, layout", () => {
  const lines = found((outdir) => {
    replace(outdir, "manifest.json", '"version": "0.21.0"', '"version": "0.24.0"');
    replace(outdir, STACK, '"version": "0.21.0"', '"version": "0.24.0"');
    replace(outdir, STACK, '"uniqueId": "', '"uniqueId": "other');
    writeFileSync(join(outdir, STACK), JSON.stringify(JSON.parse(readFileSync(join(outdir, STACK), "utf8"))));
  });
  expect(lines).toEqual([]);
});

test("one changed argument of one resource is found, with its path and both values", () => {
  const stack = stacksIn(shipped).find(({ name }) => name === "minikube-platform");
  const version = stack?.json.resource.helm_release?.minio_chart_release?.version;
  const lines = found((outdir) =>
    replace(outdir, STACK, `"version": "${version}",\n`, '"version": "9.9.9",\n'),
  );
  expect(lines).toEqual([
    `${STACK}: resource.helm_release.minio_chart_release.version: "${version}" became "9.9.9"`,
  ]);
});

test.each<[string, (outdir: string) => void, RegExp]>([
  [
    "the version that Terraform is asked for",
    (outdir) => replace(outdir, STACK, '"required_version": ">= 1.11.0"', '"required_version": ">= 1.5.0"'),
    /: terraform\.required_version: /,
  ],
  [
    "an address",
    (outdir) => replace(outdir, STACK, '"minio_chart_release": {', '"minio_chart_release_0": {'),
    /: resource\.helm_release\.minio_chart_release: .* became nothing$/,
  ],
  [
    "an entry of a list that is gone",
    (outdir) => replace(outdir, STACK, /("depends_on": \[\s*)"[^"]*",/, "$1"),
    /\.depends_on\.\d+: /,
  ],
  [
    "the place of the state",
    (outdir) => replace(outdir, STACK, "terraform.minikube-platform.tfstate", "lost.tfstate"),
    /: terraform\.backend\.local\.path: /,
  ],
  ["a stack that is gone", (outdir) => rmSync(join(outdir, STACK)), /cdk\.tf\.json: \{.* became nothing$/],
  [
    "what cdktf-cli reads of a stack",
    (outdir) => replace(outdir, "manifest.json", '"name": "minikube-platform"', '"name": "minikube"'),
    /^manifest\.json: stacks\.minikube-platform\.name: /,
  ],
  [
    "an asset that came along",
    (outdir) => writeFileSync(join(outdir, "stacks/minikube-platform/assets/stray"), ""),
    /^stacks\/minikube-platform\/assets\/stray: nothing became /,
  ],
])("a difference is found: %s", (_, doctor, line) => {
  expect(found(doctor)).toContainEqual(expect.stringMatching(line));
});

test("a long value is cut, so that a difference stays one line", () => {
  const line = inWords({ path: "a.json: b", one: "x".repeat(500), other: "y\n".repeat(500) });
  expect(line.length).toBeLessThan(200);
  expect(line).not.toContain("\n");
});
