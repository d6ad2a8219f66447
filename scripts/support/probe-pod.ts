import { eventually } from "./eventually";
import type { Kubectl } from "./kubectl";

/** Small, and with the handful of network tools that the probes use. */
export const PROBE_IMAGE = "docker.io/library/busybox:stable";

export interface ProbePod {
  readonly name: string;
  readonly namespace: string;
  readonly command: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly env?: readonly object[];
}

const USER = 65534;
const container = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const ephemeralSecurity = {
  ...container,
  runAsNonRoot: true,
  runAsUser: USER,
  seccompProfile: { type: "RuntimeDefault" },
};

/** A pod that meets `restricted`, mounts no token and runs one shell script. */
export const probePod = ({
  name,
  namespace,
  command,
  labels = {},
  image = PROBE_IMAGE,
  env = [],
}: ProbePod) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels },
  spec: {
    restartPolicy: "Never",
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: "RuntimeDefault" } },
    terminationGracePeriodSeconds: 0,
    containers: [
      {
        name: "probe",
        image,
        command: ["/bin/sh", "-c", command],
        env,
        securityContext: container,
        volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
      },
    ],
    volumes: [{ name: "tmp", emptyDir: {} }],
  },
});

/** Runs a script in a pod of its own until it ends, and returns what it printed. The pod is removed. */
export async function inPod(kubectl: Kubectl, pod: ProbePod, seconds = 60): Promise<string> {
  const at = ["-n", pod.namespace];
  await kubectl.apply(probePod(pod));
  try {
    const ended = await eventually(seconds, async () => {
      const phase = await kubectl.field(`pod/${pod.name}`, pod.namespace, "{.status.phase}");
      return phase === "Succeeded" || phase === "Failed" ? phase : undefined;
    });
    if (!ended) throw new Error(`pod ${pod.namespace}/${pod.name} did not end in ${seconds} s`);
    return await kubectl.must(["logs", pod.name, ...at]);
  } finally {
    await kubectl.run(["delete", "pod", pod.name, ...at, "--wait=false", "--ignore-not-found"]);
  }
}

/**
 * Adds an ephemeral container that shares a running pod's network and runs a script. It stays in the pod's list, ended, until the
 * pod goes.
 */
export async function addBeside(
  kubectl: Kubectl,
  namespace: string,
  pod: string,
  name: string,
  command: string,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}`;
  const added = await eventually(10, async () => {
    const present = JSON.parse(await kubectl.must(["get", "--raw", path])) as {
      spec: { ephemeralContainers?: object[] };
    };
    present.spec.ephemeralContainers = [
      ...(present.spec.ephemeralContainers ?? []),
      { name, image: PROBE_IMAGE, command: ["/bin/sh", "-c", command], securityContext: ephemeralSecurity },
    ];
    const { code, stderr } = await kubectl.run(
      ["replace", "--raw", `${path}/ephemeralcontainers`, "-f", "-"],
      {
        input: JSON.stringify(present),
      },
    );
    if (code === 0) return true;
    if (stderr.includes("(Conflict)")) return undefined; // somebody else changed the pod in between
    throw new Error(`no container can be added beside ${namespace}/${pod}: ${stderr.trim()}`);
  });
  if (!added) throw new Error(`pod ${namespace}/${pod} is changed by others all the time`);
}

/**
 * Shell words that try a TCP connection and print `NAME open` or `NAME shut`. Policies drop or refuse: both count as shut.
 * The first packets after a pod's start may be lost, so an attempt that is to succeed is made several times.
 */
export const tryPort = (name: string, address: string, port: number, attempts: number) =>
  `( for i in $(seq ${attempts}); do nc -w 2 ${address} ${port} -e /bin/true 2>/dev/null && echo "${name} open" && exit; [ $i = ${attempts} ] || sleep 1; done; echo "${name} shut" ) &`;
