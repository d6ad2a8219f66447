import { chmodSync } from "node:fs";
import { join } from "node:path";
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
    const kubectl = KUBECTL.replace("laptop", "minikube").replace(
      "  *) ",
      `  *storageclasses*) echo '${classes(...provisioners)}' ;;\n  *csidrivers*) echo '{"items":[]}' ;;\n  *namespaces*) ;;\n  *) `,
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
  const answering = (pods: string) =>
    KUBECTL.replace("laptop", "minikube").replace(
      /\*\) echo "Unable.*exit 1/,
      `*get\\ pods*) printf '${pods}' ;;\n  *get\\ namespaces*) ;;\n  *) echo "no further" >&2; exit 1`,
    );

  test("refuses a namespace in which nothing runs", async () => {
    const { code, stderr } = await program(
      "scripts/preflight.ts",
      [],
      machine({ terraform: TERRAFORM, kubectl: answering("") }, `${MINIMAL}${own}`),
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
      machine({ terraform: TERRAFORM, kubectl: answering("pod/a") }, `${MINIMAL}${own}`),
    );
    expect(stderr).toContain("no further");
  });
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
    const answering = KUBECTL.replace("laptop", "minikube").replace(/echo "Unable.*exit 1/, "exit 0");
    const { code, stderr } = await program(
      "test/cluster/main.ts",
      ["--context", "minikube"],
      machine({ terraform: TERRAFORM, kubectl: answering }),
    );
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/no terminal to ask: say --yes\n$/),
    });
  });
});
