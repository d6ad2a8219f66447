import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartPins } from "../../constructs/pins";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";

const PINNED = Object.fromEntries(
  Object.values(chartPins).map(({ chart, version }) => [
    `charts/${chart}/Chart.yaml`,
    `version: ${version}\n`,
  ]),
);

/** A folder with charts, and a helm of this version that prints the same for any values. */
function place(charts: Record<string, string>, { version = "v3.18.6", prints = "" } = {}) {
  const helm = `#!/bin/sh\nif [ "$1" = version ]; then echo ${version}; exit; fi\ncat >/dev/null\ncat <<'END'\n${prints}\nEND\n`;
  const folder = folderWith({ helm, ...charts });
  chmodSync(join(folder, "helm"), 0o755);
  return { charts: join(folder, "charts"), helm: join(folder, "helm") };
}

const given = ({ charts, helm }: ReturnType<typeof place>, ...more: string[]) => [
  ...["--charts", charts, "--helm", helm, "--env", "minikube"],
  ...more,
];

test.concurrent.each<[string, () => string[], RegExp]>([
  ["no folder of charts named", () => [], /^--charts: found: nothing; usage: npm run render/],
  [
    "a folder of charts that is not there",
    () => ["--charts", "./nowhere"],
    /^--charts: found: no folder .*nowhere; allowed: a folder that holds each chart/,
  ],
  [
    "no helm",
    () => given({ ...place(PINNED), helm: "./nowhere" }),
    /^\.\/nowhere is missing: install Helm 3\.17 or newer/,
  ],
  [
    "a helm that is too old",
    () => given(place(PINNED, { version: "v3.14.2" })),
    / is v3\.14\.2: install Helm/,
  ],
  [
    "a chart that is not there",
    () => given(place({ "charts/x": "" })),
    /^--charts: found: .*alloy without a Chart\.yaml; allowed: .*; fetch it with `helm pull/,
  ],
  [
    "a chart of another version than the pinned one",
    () => given(place({ ...PINNED, "charts/minio/Chart.yaml": "version: 5.3.0\n" })),
    /^--charts: found: .*minio of version 5\.3\.0; allowed: chart minio of version 5\.4\.0; fetch it with/,
  ],
  [
    "a Kubernetes that a pinned chart does not work with",
    () => given(place(PINNED), "--kube-version", "1.37.0"),
    /^--kube-version: found: 1\.37\.0; allowed: 1\.34 to 1\.36; .*postgres-operator .* works with 1\.34 to 1\.36$/,
  ],
  [
    "a component that does not exist",
    () => given(place(PINNED), "--component", "mino"),
    /^--component: found: mino; allowed: .*; did you mean minio\?$/,
  ],
  [
    "what is no version of Kubernetes",
    () => given(place(PINNED), "--kube-version", "latest"),
    /^--kube-version: found: latest; allowed: a version of Kubernetes/,
  ],
  [
    "an environment that does not exist",
    () => given(place(PINNED), "--env", "minkube"),
    /did you mean minikube\?$/,
  ],
  [
    "an option that does not exist",
    () => ["--chart", "x"],
    /^Unknown option '--chart'; usage: npm run render/,
  ],
])("render with %s ends with one line and exit code 1", async (_, args, message) => {
  const { code, stdout, stderr } = await program("scripts/render.ts", args());
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});

const PRIVILEGED = `apiVersion: v1
kind: Pod
metadata: { name: spy }
spec:
  hostPID: true
  colour: red
  containers: [{ name: spy, image: "docker.io/library/spy:1" }]`;

/** A chart that prints its values, but one that says what it says by itself and one that it does not know. */
const PRINTS_VALUES = `echo "{ apiVersion: v1, kind: ConfigMap, metadata: { name: values }, data: { values: '"
sed 's/"archive":true,//; s/"nodeStatusOffLoad":[a-z]*,//'
echo "' } }"`;

test.concurrent("render fails on a value that repeats its chart's default, and on one that shows nowhere", async () => {
  const { charts, helm } = place(PINNED);
  writeFileSync(helm, readFileSync(helm, "utf8").replace(/cat >\/dev\/null[\s\S]*/, `${PRINTS_VALUES}\n`));
  const { code, stderr } = await program(
    "scripts/render.ts",
    given({ charts, helm }, "--component", "argo-workflows", "--reasons"),
  );
  expect(code).toBe(1);
  expect(stderr).toContain(
    "minikube-platform: argo-workflows: default value: controller.persistence.archive: says what the chart says by itself; remove it, or hold it with a reason",
  );
  expect(stderr).toContain(
    "minikube-platform: argo-workflows: dead value: controller.persistence.nodeStatusOffLoad: dropping it",
  );
  expect(stderr).toContain(
    "argo-workflows: exemption of crds.keep from default value: nothing needs it; remove it",
  );
});

test.concurrent("render fails on dead values, on a pod that breaks the rules and on an unknown field", async () => {
  const { code, stdout, stderr } = await program(
    "scripts/render.ts",
    given(place(PINNED, { prints: PRIVILEGED }), "--component", "minio"),
  );
  expect(code).toBe(1);
  expect(stdout).toMatch(/^minikube-platform: [1-9]\d* refused, \d+ exempt\n/);
  for (const line of [
    "minio: dead value: existingSecret: dropping it or changing it changes nothing",
    "minio: no host namespace: Pod/spy: hostPID",
    "minio: read-only root: Pod/spy spy: found: nothing; allowed: true",
    "minio: schema: Pod/spy: unknown field spec.colour",
    "minio: bill of materials: Pod/spy: names docker.io/library/spy:1, which the bill of materials lacks",
    "minio: mirror: Pod/spy: names docker.io/library/spy:1 where images.mirror is mirror.example.org:5000/ivcap",
  ]) {
    expect(stderr).toContain(`minikube-platform: ${line}`);
  }
});

test.concurrent("a release that renders to nothing is refused", async () => {
  const { code, stderr } = await program("scripts/render.ts", given(place(PINNED), "--component", "minio"));
  expect(code).toBe(1);
  expect(stderr).toContain("minikube-platform: minio: renders: minio: nothing");
});

test.concurrent("a pinned chart that refuses a Kubernetes that its pin allows is told, with its own words", async () => {
  const { charts, helm } = place(PINNED, { prints: "kind: ConfigMap" });
  const refusing = readFileSync(helm, "utf8").replace(
    "cat >/dev/null",
    'case "$*" in *kubernetes-replicator*1.36*) echo "chart requires kubeVersion: <1.36.0" >&2; exit 1 ;; esac; cat >/dev/null',
  );
  writeFileSync(helm, refusing);
  const { code, stderr } = await program(
    "scripts/render.ts",
    given({ charts, helm }, "--component", "secret-replicator"),
  );
  expect(code).toBe(1);
  expect(stderr.split("\n").filter((line) => line.includes("kubernetes:"))).toEqual([
    "minikube-platform: secret-replicator: kubernetes: 1.36: chart requires kubeVersion: <1.36.0",
  ]);
});
