import { chmodSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chartPins } from "../../constructs/pins";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";

const TERRAFORM = "#!/bin/sh\necho Terraform v1.11.4\n";
/** A kubectl that knows one context, whose cluster does not answer. */
const KUBECTL = `#!/bin/sh
case "$*" in
  *get-contexts*) echo laptop ;;
  version*) echo v1.34.0 ;;
  *) echo "Unable to connect to the server: connection refused" >&2; exit 1 ;;
esac
`;

/** A kubectl whose cluster answers, and says that it is this version. */
const answering = (version: string) =>
  KUBECTL.replace("laptop", "minikube").replace(
    "  *)",
    `  *"version -o json") echo '{"serverVersion":{"gitVersion":"${version}"}}' ;;\n  *"get namespaces"*) ;;\n  *)`,
  );

/** A machine with just these programs on its PATH, and the environment `minikube`. */
function machine(programs: Record<string, string>, environment = MINIMAL): Record<string, string> {
  const folder = folderWith({
    ...Object.fromEntries(Object.entries(programs).map(([name, script]) => [`bin/${name}`, script])),
    "bin/.keep": "",
    "environments/minikube.yaml": environment,
  });
  for (const name of Object.keys(programs)) chmodSync(join(folder, "bin", name), 0o755);
  return { PATH: join(folder, "bin"), IVCAP_ENVIRONMENTS: join(folder, "environments") };
}

const commands = [
  ["npm run preflight", "scripts/preflight.ts", []],
  ["npm run test:cluster", "test/cluster/main.ts", ["--context", "minikube", "--yes"]],
] as const;

describe.each(commands)("%s ends with one line and exit code 1", (_, file, args) => {
  const lineOf = async (env: Record<string, string>, ...more: string[]) => {
    const { code, stdout, stderr } = await program(file, [...args, ...more], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    return stderr;
  };

  test("where terraform is missing, and names it with its address", async () => {
    expect(await lineOf(machine({ kubectl: KUBECTL }))).toMatch(
      /^terraform is missing: install Terraform 1\.11.*https:/,
    );
  });

  test("where terraform is too old, and names what was found", async () => {
    const old = TERRAFORM.replace("1.11.4", "1.9.8");
    expect(await lineOf(machine({ terraform: old, kubectl: KUBECTL }))).toMatch(
      /^terraform is 1\.9\.8.*1\.11/,
    );
  });

  test("where kubectl is missing, and names it with its address", async () => {
    expect(await lineOf(machine({ terraform: TERRAFORM }))).toMatch(
      /^kubectl is missing: install kubectl.*https:/,
    );
  });

  test("where the context is unknown, and names those that are known", async () => {
    expect(await lineOf(machine({ terraform: TERRAFORM, kubectl: KUBECTL }))).toMatch(
      /^context minikube is not in the kubeconfig; found: laptop/,
    );
  });

  test("where the cluster does not answer, and says why", async () => {
    const line = await lineOf(
      machine({ terraform: TERRAFORM, kubectl: KUBECTL.replace("laptop", "minikube") }),
    );
    expect(line).toMatch(/^the cluster of context minikube does not answer: .*connection refused/);
  });

  test("where an option is unknown", async () => {
    expect(await lineOf(machine({}), "--nonsense")).toContain("--nonsense");
  });
});

const classes = (...provisioners: string[]) =>
  JSON.stringify({
    items: provisioners.map((provisioner, index) => ({ metadata: { name: `class-${index}` }, provisioner })),
  });

test.each([
  [
    "another",
    ["rancher.io/local-path"],
    "rancher.io/local-path; set minikube.storage.provisioner: rancher.io/local-path in",
  ],
  ["none", [], "none; enable Minikube's addon storage-provisioner"],
])(
  "preflight refuses a cluster whose volumes are made by %s than the environment names",
  async (_, provisioners, found) => {
    const kubectl = answering("v1.34.0").replace(
      "  *) ",
      `  *storageclasses*) echo '${classes(...provisioners)}' ;;\n  *csidrivers*) echo '{"items":[]}' ;;\n  *) `,
    );
    const { code, stdout, stderr } = await program(
      "scripts/preflight.ts",
      [],
      machine({ terraform: TERRAFORM, kubectl }),
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr).toContain(`has no volume provisioner k8s.io/minikube-hostpath; found: ${found}`);
  },
);

test("preflight refuses an environment that is not filled in before it looks for anything else", async () => {
  const { code, stderr } = await program(
    "scripts/preflight.ts",
    [],
    machine({}, MINIMAL.replace("ivcap.example.org", "CHANGE-ME")),
  );
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/minikube\.yaml: still CHANGE-ME: domain\n$/),
  });
});

describe("preflight of an environment with components of the site's own", () => {
  const own =
    "components: { minio: { install: false, own: { url: 'https://a.objects.svc.cluster.local', namespace: objects } } }\n";
  const running = (pods: string) =>
    KUBECTL.replace("laptop", "minikube").replace(
      /\*\) echo "Unable.*exit 1/,
      `*get\\ pods*) printf '${pods}' ;;\n  *get\\ namespaces*) ;;\n  *) echo "no further" >&2; exit 1`,
    );

  test("refuses a namespace in which nothing runs", async () => {
    const { code, stderr } = await program(
      "scripts/preflight.ts",
      [],
      machine({ terraform: TERRAFORM, kubectl: running("") }, `${MINIMAL}${own}`),
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /components\.minio\.own\.namespace: found: objects, where no pod runs.*\n$/,
      ),
    });
  });

  test("goes on where something runs", async () => {
    const { stderr } = await program(
      "scripts/preflight.ts",
      [],
      machine({ terraform: TERRAFORM, kubectl: running("pod/a") }, `${MINIMAL}${own}`),
    );
    expect(stderr).toContain("no further");
  });
});

test("preflight refuses a cluster whose Kubernetes a pinned chart does not work with, by the cluster's own word", async () => {
  const programs = { terraform: TERRAFORM, kubectl: answering("v1.33.4") };
  const { code, stdout, stderr } = await program("scripts/preflight.ts", [], machine(programs));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    /^the Kubernetes of context minikube: found: v1\.33\.4; allowed: 1\.34 to 1\.36; .*postgres-operator \(cloudnative-pg 0\.29\.0\) works with 1\.34 to 1\.36.*\n$/,
  );
});

test("a chart of another version than its pin is left out of that: the site knows what it works with", async () => {
  const other = `${MINIMAL}components: { postgres-operator: { chart: { version: 0.30.0 } } }\n`;
  const programs = { terraform: TERRAFORM, kubectl: answering("v1.33.4") };
  const { stderr } = await program("scripts/preflight.ts", [], machine(programs, other));
  expect(stderr).not.toContain("postgres-operator");
});

describe("preflight asks the mirror of charts", () => {
  const serving = async (answers: (path: string) => [number, string]) => {
    const server = createServer(({ url = "" }, response) => {
      const [status, text] = answers(url);
      response.writeHead(status).end(text);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/charts`;
    return { address, close: () => server.close() };
  };
  const preflight = async (mirror: string) => {
    const env = machine({}, `${MINIMAL}charts: { mirror: "${mirror}" }\n`);
    const { code, stdout, stderr } = await program("scripts/preflight.ts", [], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    return stderr;
  };

  test("one that is not there is named", async () => {
    const server = await serving(() => [200, ""]);
    server.close();
    expect(await preflight(server.address)).toMatch(
      /minikube\.yaml: charts\.mirror: found: http.*index\.yaml does not answer \(.*\); allowed: a Helm repository that answers there\n$/,
    );
  });

  test("one that is no repository is named, with its answer", async () => {
    const server = await serving(() => [404, ""]);
    expect(await preflight(server.address)).toMatch(/charts\.mirror: found: http.* answers 404; allowed: /);
    server.close();
  });

  test("charts that it lacks are named, and one that has them all is passed", async () => {
    const entries = Object.values(chartPins).map(({ chart, version }) => [chart, [{ version }]]);
    let index = Object.fromEntries(entries.slice(1)) as object;
    const server = await serving(() => [200, JSON.stringify({ entries: index })]);
    expect(await preflight(server.address)).toMatch(
      /index\.yaml without kubernetes-replicator 2\.12\.4; allowed: /,
    );
    index = Object.fromEntries(entries);
    expect(await preflight(server.address)).toMatch(/^terraform is missing/);
    server.close();
  });
});

test("preflight refuses Promtail on nodes that run Docker, whose files it cannot read", async () => {
  const kubectl = answering("v1.34.2").replace(
    "  *)",
    `  *"get nodes"*) echo '{"items":[{"metadata":{"name":"n"},"status":{"nodeInfo":{"containerRuntimeVersion":"docker://28.4.0"}}}]}' ;;\n  *)`,
  );
  const env = machine({ terraform: TERRAFORM, kubectl }, `${MINIMAL}logs: { shipper: promtail }\n`);
  const { code, stderr } = await program("scripts/preflight.ts", [], env);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /minikube\.yaml: logs\.shipper: found: promtail, on nodes that run docker:\/\/28\.4\.0; allowed: alloy, or promtail where containerd/,
  );
});

describe("npm run preflight with OpenTofu, which cdktf-cli takes by TERRAFORM_BINARY_NAME", () => {
  const preflight = async (printed: string | undefined) => {
    const tofu = printed === undefined ? {} : { tofu: `#!/bin/sh\necho "${printed}"\n` };
    const env = { ...machine({ ...tofu, kubectl: KUBECTL }), TERRAFORM_BINARY_NAME: "tofu" };
    const { code, stdout, stderr } = await program("scripts/preflight.ts", [], env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    return stderr;
  };

  test("it needs no Terraform, and goes on to the cluster", async () => {
    expect(await preflight("OpenTofu v1.12.6")).toMatch(/^context minikube is not in the kubeconfig/);
  });

  test.each([
    ["missing", undefined, "missing"],
    ["without ephemeral values", "OpenTofu v1.10.6", "1\\.10\\.6"],
    ["no such program at all", "Tofu, 1.12.6 g of it", "of no version that it tells"],
  ])("where it is %s, the line names OpenTofu with its address", async (_, printed, found) => {
    expect(await preflight(printed)).toMatch(
      new RegExp(`^tofu is ${found}: install OpenTofu 1\\.11 or newer from https://opentofu\\.org/\\S+\n$`),
    );
  });
});

describe("npm run test:cluster touches no cluster without being told to", () => {
  test("it needs a context by name", async () => {
    const { code, stderr } = await program("test/cluster/main.ts", ["--yes"], machine({}));
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^--context is missing/) });
  });

  test("a check that does not exist is refused with those that do", async () => {
    const args = ["--context", "minikube", "--yes", "--only", "secrets,weather"];
    const { code, stderr } = await program("test/cluster/main.ts", args, machine({}));
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^--only: no check weather; there are: plan, .*secrets, .*traffic/),
    });
  });

  test("it refuses where nobody said yes and there is no terminal to ask", async () => {
    const { code, stderr } = await program(
      "test/cluster/main.ts",
      ["--context", "minikube"],
      machine({ terraform: TERRAFORM, kubectl: answering("v1.34.0") }),
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/no terminal to ask: say --yes\n$/),
    });
  });
});
