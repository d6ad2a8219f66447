import { basename } from "node:path";
import { refusal } from "../../constructs/kubernetes-range";
import { storageClassName } from "../../constructs/storage/definition";
import type { Environment } from "../../environments/schema";
import { installedIn } from "../../stacks/platform/definitions";
import { rangesOf } from "../../stacks/platform/kubernetes";
import { CommandError } from "./cli";
import { run } from "./command";
import { Kubectl, type KubernetesObject } from "./kubectl";
import { inPod, PROBE_IMAGE, probePod, tryPort } from "./probe-pod";

/** Ephemeral values and write-only attributes came to both with the same number. */
const TERRAFORM = {
  minimum: [1, 11],
  from: {
    Terraform: "https://developer.hashicorp.com/terraform/install",
    OpenTofu: "https://opentofu.org/docs/intro/install",
  },
} as const;
const KUBECTL = "https://kubernetes.io/docs/tasks/tools/";

/**
 * Terraform or OpenTofu of a version that knows ephemeral values, told apart by what the program says it is.
 * @throws CommandError naming the program, what was found and where it comes from
 */
export async function requireTerraform(program = "terraform"): Promise<void> {
  const { code, stdout } = await run(program, ["version"]);
  const [, said, version = "", major = "0", minor = "0"] =
    /^(Terraform|OpenTofu) v((\d+)\.(\d+)\S*)/m.exec(stdout) ?? [];
  const opentofu = said === "OpenTofu" || (said === undefined && basename(program).includes("tofu"));
  const name = opentofu ? "OpenTofu" : "Terraform";
  const [leastMajor, leastMinor] = TERRAFORM.minimum;
  const mend = `install ${name} ${leastMajor}.${leastMinor} or newer from ${TERRAFORM.from[name]}`;
  if (code !== 0) throw new CommandError(`${program} is missing: ${mend}`);
  if (Number(major) < leastMajor || (Number(major) === leastMajor && Number(minor) < leastMinor)) {
    throw new CommandError(`${program} is ${version || "of no version that it tells"}: ${mend}`);
  }
}

/** @throws CommandError naming where kubectl comes from */
export async function requireKubectl(): Promise<void> {
  const { code } = await run("kubectl", ["version", "--client"]);
  if (code !== 0) throw new CommandError(`kubectl is missing: install kubectl from ${KUBECTL}`);
}

/**
 * @param write the command that writes the context, where there is one
 * @throws CommandError where the context is not in the kubeconfig or its cluster does not answer
 */
export async function requireContext(
  context: string,
  write = "set KUBECONFIG, or name another by --context",
): Promise<Kubectl> {
  const known = (await run("kubectl", ["config", "get-contexts", "-o", "name"])).stdout
    .split("\n")
    .filter(Boolean);
  if (!known.includes(context)) {
    throw new CommandError(
      `context ${context} is not in the kubeconfig; found: ${known.join(", ") || "none"}; ${write}`,
    );
  }
  const kubectl = new Kubectl(context);
  const answer = await kubectl.run(["get", "namespaces", "--request-timeout=10s", "-o", "name"]);
  if (answer.code !== 0) {
    throw new CommandError(
      `the cluster of context ${context} does not answer: ${answer.stderr.trim().split("\n").pop()}`,
    );
  }
  return kubectl;
}

/** What makes volumes on this cluster: of its classes (ours aside, which names what it was told) and its CSI drivers. */
export async function provisionersOf(kubectl: Kubectl): Promise<string[]> {
  const classes = await kubectl.list("storageclasses");
  const drivers = await kubectl.list("csidrivers");
  return [
    ...new Set([
      ...classes
        .filter(({ metadata }) => metadata.name !== storageClassName)
        // The cluster's default first.
        .sort((one, other) => Number(isDefault(other)) - Number(isDefault(one)))
        .flatMap(({ provisioner }) => provisioner ?? []),
      ...drivers.map(({ metadata }) => metadata.name),
    ]),
  ];
}

const isDefault = ({ metadata }: KubernetesObject) =>
  metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";

/** @throws CommandError where the cluster does not have the provisioner that volumes are asked of: they would wait for ever */
export async function requireProvisioner(
  kubectl: Kubectl,
  { target }: Pick<Environment, "target">,
  provisioner: string,
): Promise<void> {
  const found = await provisionersOf(kubectl);
  if (found.includes(provisioner)) return;
  throw new CommandError(
    `the cluster of context ${kubectl.context} has no volume provisioner ${provisioner}; found: ${found.join(", ") || "none"}; ` +
      (target !== "minikube"
        ? "the cluster's own layer brings it: deploy that again"
        : found[0]
          ? `set minikube.storage.provisioner: ${found[0]} in the environment file`
          : "enable Minikube's addon storage-provisioner"),
  );
}

/**
 * Compares the cluster's own version with what every chart of the environment works with.
 * @throws CommandError naming the cluster, found, allowed, and whom it is too old or too new for
 */
export async function requireKubernetes(kubectl: Kubectl, environment: Environment): Promise<string> {
  const { code, stdout, stderr } = await kubectl.run(["version", "-o", "json"]);
  const said = code === 0 ? (JSON.parse(stdout) as { serverVersion?: { gitVersion?: string } }) : {};
  const version = said.serverVersion?.gitVersion;
  if (version === undefined) {
    throw new CommandError(
      `the cluster of context ${kubectl.context} does not tell its version: ${stderr.trim().split("\n").pop()}`,
    );
  }
  const refused = refusal(version, rangesOf(environment));
  if (refused === undefined) return version;
  throw new CommandError(`the Kubernetes of context ${kubectl.context}: ${refused}`);
}

/** Promtail reads the files of the nodes in the form of CRI, which Docker does not write. @throws CommandError */
export async function requireLogFiles(kubectl: Kubectl, environment: Environment): Promise<void> {
  if (!installedIn(environment).some(({ name }) => name === "promtail")) return;
  const runtimes = (await kubectl.list("nodes")).map(({ status }) =>
    String((status?.nodeInfo as { containerRuntimeVersion?: string } | undefined)?.containerRuntimeVersion),
  );
  const docker = runtimes.find((runtime) => runtime.startsWith("docker://"));
  if (docker === undefined) return;
  throw new CommandError(
    `${environment.file}: logs.shipper: found: promtail, on nodes that run ${docker}; allowed: alloy, or promtail where containerd or CRI-O runs (\`minikube start --container-runtime=containerd\`)`,
  );
}

/**
 * Sees by traffic, in a namespace of its own that is removed again, whether the cluster enforces NetworkPolicy.
 * @throws CommandError where a refused packet arrives
 */
export async function requirePolicyEnforcement(
  kubectl: Kubectl,
  { target }: Pick<Environment, "target">,
  image = PROBE_IMAGE,
): Promise<void> {
  const namespace = `ivcap-preflight-${Date.now().toString(36)}`;
  const policy = (open: object) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "preflight", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ...open },
  });
  await kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  try {
    // Nodes may deny what no policy opens (docs/decisions/0014).
    await kubectl.apply(policy({ ingress: [{}], egress: [{}] }));
    await kubectl.apply(
      probePod({
        name: "server",
        image,
        namespace,
        command: "httpd -f -p 8080 -h /tmp",
        labels: { app: "server" },
      }),
    );
    await kubectl.must(["wait", "-n", namespace, "pod/server", "--for=condition=Ready", "--timeout=120s"]);
    const address = await kubectl.field("pod/server", namespace, "{.status.podIP}");
    const reaches = async (name: string, attempts: number) =>
      (
        await inPod(kubectl, {
          name,
          image,
          namespace,
          command: `${tryPort("server", address, 8080, attempts)} wait`,
        })
      ).includes("open");
    if (!(await reaches("before", 5))) {
      throw new CommandError(
        `pods of context ${kubectl.context} cannot reach each other even where a policy opens everything: the cluster's network does not work`,
      );
    }
    await kubectl.apply(policy({}));
    for (let attempt = 1; await reaches(`after-${attempt}`, 1); attempt++) {
      if (attempt === 5) {
        throw new CommandError(
          `the cluster of context ${kubectl.context} does not enforce NetworkPolicy, so nothing would be isolated; ${target === "minikube" ? "start Minikube with --cni=calico" : "its own layer turns that on: deploy it again"}`,
        );
      }
    }
  } finally {
    await kubectl.run(["delete", "namespace", namespace, "--wait=true", "--timeout=60s"]);
  }
}
