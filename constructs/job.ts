import { restrictedPod } from "./security";

export interface JobProps {
  readonly name: string;
  readonly namespace: string;
  /** Labels by which the flows of its pods select them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Revisions of the secrets it reads: a raised one upgrades the release, and the Job runs again. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly user: number;
  readonly containers: readonly object[];
  /** The account whose token its containers get, where they ask Kubernetes something. @default no token */
  readonly account?: string;
  readonly volumes?: readonly object[];
}

/**
 * A Job that runs at every install and upgrade of its release, which is not ready before it succeeded: a hook, since the Helm
 * provider does not wait for a release's own Jobs where it repeats a failed install. Its containers are started again until they
 * succeed, each time with the present value of their secrets.
 */
export function job({
  name,
  namespace,
  labels,
  annotations,
  user,
  containers,
  account,
  volumes = [],
}: JobProps) {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      namespace,
      labels,
      annotations: {
        "helm.sh/hook": "post-install,post-upgrade",
        "helm.sh/hook-delete-policy": "before-hook-creation",
      },
    },
    spec: {
      // Kubernetes counts the starts of all containers together. How long they may try is the release's time, not theirs.
      backoffLimit: 20 * containers.length,
      template: {
        metadata: { labels, annotations },
        spec: {
          restartPolicy: "OnFailure",
          ...(account === undefined ? {} : { serviceAccountName: account }),
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: restrictedPod(user),
          ...(account === undefined ? { containers, volumes } : withToken(containers, volumes)),
        },
      },
    },
  };
}

/**
 * What Kubernetes would mount by itself, but for ten minutes instead of a year, and only here.
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-tokens
 */
const withToken = (containers: readonly object[], volumes: readonly object[]) => {
  const mount = { name: "token", mountPath: "/var/run/secrets/kubernetes.io/serviceaccount", readOnly: true };
  const ca = { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] };
  const namespace = { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] };
  const token = { path: "token", expirationSeconds: 600 };
  return {
    containers: containers.map((container) => {
      const { volumeMounts = [] } = container as { volumeMounts?: readonly object[] };
      return { ...container, volumeMounts: [...volumeMounts, mount] };
    }),
    volumes: [
      ...volumes,
      {
        name: mount.name,
        projected: {
          sources: [{ serviceAccountToken: token }, { configMap: ca }, { downwardAPI: namespace }],
        },
      },
    ],
  };
};

/** A variable of a container from one key of a secret. */
export const fromSecret = (variable: string, name: string, key: string) => ({
  name: variable,
  valueFrom: { secretKeyRef: { name, key } },
});
