import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { stacksIn } from "../../scripts/support/stack-json";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

/** Runs `npm run synth` on these environments, into a folder that already holds an earlier result. */
async function synth(files: Record<string, string>, ...args: string[]) {
  const folder = folderWith({
    ...Object.fromEntries(Object.entries(files).map(([file, content]) => [`environments/${file}`, content])),
    "out/manifest.json": "earlier",
    "out/stacks/one-platform/.terraform.lock.hcl": "lock",
    "out/stacks/gone-platform/cdk.tf.json": "{}",
  });
  const out = join(folder, "out");
  const ended = await program("scripts/synth.ts", args, {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    CDKTF_OUTDIR: out,
  });
  return { ...ended, out, beside: readdirSync(dirname(out)) };
}

const untouched = (out: string) => readFileSync(join(out, "manifest.json"), "utf8") === "earlier";

test.concurrent("synth replaces the earlier result, keeps what init left, and says what to run next", async () => {
  const { code, stdout, stderr, out, beside } = await synth({ "one.yaml": MINIMAL, "two.yaml": MINIMAL });
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stacksIn(out).map(({ name }) => name)).toEqual(["one-platform", "two-platform"]);
  expect(existsSync(join(out, "stacks/gone-platform"))).toBe(false);
  expect(readFileSync(join(out, "stacks/one-platform/.terraform.lock.hcl"), "utf8")).toBe("lock");
  expect(beside.sort()).toEqual(["environments", "out"]);
  for (const part of ["one-platform", "order-runner", "minio@5.4.0", "cluster@0.8.1 as postgres"]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).toContain("npx cdktf-cli@0.21 deploy 'one-*'");
  for (const line of stdout.replaceAll(out, "").split("\n")) expect(line.length).toBeLessThanOrEqual(110);
});

test.concurrent("synth needs no program but node: no terraform, no kubectl, no shell", async () => {
  const folder = folderWith({ "environments/one.yaml": MINIMAL, "bin/.keep": "" });
  const { code, stderr } = await program("scripts/synth.ts", [], {
    PATH: join(folder, "bin"),
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    CDKTF_OUTDIR: join(folder, "out"),
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test.concurrent("one environment is synthesised alone, with what is still to be filled in", async () => {
  const open = "target: minikube\ndomain: CHANGE-ME\n";
  const { code, stdout, out } = await synth({ "one.yaml": open, "two.yaml": MINIMAL }, "--env", "one");
  expect(code).toBe(0);
  expect(stacksIn(out).map(({ name }) => name)).toEqual(["one-platform"]);
  expect(stdout).toMatch(
    /fill in .*one\.yaml, still CHANGE-ME: domain\n {2}then npx cdktf-cli@0\.21 deploy 'one-\*'/,
  );
});

const onAws = (region: string, nodes: string) =>
  `target: aws\ndomain: ivcap.example.org\ntls: { email: a@example.org }\naws: { account: "123456789012", region: ${region}, zones: [usw2-az1, usw2-az2, usw2-az3], nodes: ${nodes} }\n`;

test.concurrent("a region whose prices nobody wrote down is warned of, and synthesised", async () => {
  const { code, stderr, stdout } = await synth({ "one.yaml": onAws("us-west-2", "{}") });
  expect(code).toBe(0);
  expect(stderr).toMatch(/^warning: .*one\.yaml: aws\.region: found: us-west-2, which the table of prices/);
  expect(stdout).toMatch(/one: \d+ pods ask for .* CPU and .* GiB; that takes \d of \d nodes like/);
});

const chart = (version: string) => ({ "charts/kubernetes-replicator/Chart.yaml": `version: ${version}\n` });

test.concurrent.each<[string, Record<string, string>, string[], RegExp[]]>([
  [
    "an environment that does not exist",
    { "one.yaml": MINIMAL },
    ["--env", "on"],
    [/on\.yaml: no such environment; .*did you mean one\?$/],
  ],
  [
    "an option that does not exist",
    { "one.yaml": MINIMAL },
    ["--enw", "one"],
    [/^Unknown option '--enw'; usage: npm run synth/],
  ],
  [
    "an argument that belongs nowhere",
    { "one.yaml": MINIMAL },
    ["one"],
    [/^Unexpected argument 'one'; usage: npm run synth/],
  ],
  [
    "a wrong value",
    { "one.yaml": MINIMAL, "two.yaml": "target: moon\ndomain: a.b\n" },
    [],
    [/two\.yaml:1: target: found: "moon"/],
  ],
  [
    "an unknown secret, found only after the file was read",
    { "one.yaml": MINIMAL, "two.yaml": `${MINIMAL}secrets: { minio-rot: { revision: 2 } }\n` },
    [],
    [/two\.yaml: secrets\.minio-rot: found: no secret of that name; allowed: .*; did you mean minio-root\?$/],
  ],
  [
    "a mirror that is not there",
    { "one.yaml": `${MINIMAL}charts: { mirror: ./nowhere }\n` },
    [],
    [/one\.yaml: charts\.mirror: no such folder; found: \.\/nowhere; allowed: an existing folder/],
  ],
  [
    "a Kubernetes that a pinned chart does not work with",
    { "one.yaml": `${MINIMAL}kubernetes: { version: "1.33" }\n` },
    [],
    [
      /one\.yaml: kubernetes\.version: found: 1\.33; allowed: 1\.34 to 1\.36; .*postgres-operator \(cloudnative-pg 0\.29\.0\) works with 1\.34 to 1\.36/,
    ],
  ],
  [
    "nodes that cannot hold what runs on them",
    { "one.yaml": onAws("us-west-2", "{ system: { cpu: 2, memory: 8Gi } }") },
    [],
    [
      /one\.yaml: aws\.nodes\.system: found: 0 nodes .* \(at most 2 CPU and 8Gi\).*; raise cpu to \d+ and memory/,
    ],
  ],
  [
    "charts of another version in a mirror, in one environment, and none in that of the next",
    {
      "one.yaml": `${MINIMAL}charts: { mirror: charts }\n`,
      "two.yaml": `${MINIMAL}charts: { mirror: empty }\n`,
      "empty/x": "",
      ...chart("9.9.9"),
    },
    [],
    [
      /one\.yaml: charts\.mirror: found: .* of version 9\.9\.9; allowed: chart kubernetes-replicator of version .*; fetch it with `helm pull/,
      /two\.yaml: charts\.mirror: found: .* without a Chart\.yaml; allowed: .*; fetch it with `helm pull/,
    ],
  ],
])(
  "%s ends with exit code 1 and a line each, and nothing is half-written",
  async (_, files, args, messages) => {
    const { code, stdout, stderr, out, beside } = await synth(files, ...args);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toEqual(messages.map((message) => expect.stringMatching(message)));
    expect(untouched(out)).toBe(true);
    expect(beside.filter((name) => name.startsWith(basename(out)))).toEqual(["out"]);
  },
);
