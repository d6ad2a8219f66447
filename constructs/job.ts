import { createHash } from "node:crypto";
import { restrictedPod } from "./security";

export interface JobProps {
  /** Prefix of the Job's name. */
  readonly name: string;
  readonly namespace: string;
  /** Labels by which the flows of its pods select them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Revisions of the secrets it reads: another one is another job. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly user: number;
  readonly containers: readonly object[];
  readonly volumes?: readonly object[];
}

/**
 * A Job that runs once for what it is: its name carries a digest of its content, since a Job cannot be changed. Its containers
 * are started again until they succeed, each time with the present value of their secrets.
 */
export function job({ name, namespace, labels, annotations, user, containers, volumes = [] }: JobProps) {
  const template = {
    metadata: { labels, annotations },
    spec: {
      restartPolicy: "OnFailure",
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: restrictedPod(user),
      containers,
      volumes,
    },
  };
  const digest = createHash("sha256").update(JSON.stringify(template)).digest("hex").slice(0, 8);
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: `${name}-${digest}`, namespace, labels },
    spec: { backoffLimit: 20, template },
  };
}

/** A variable of a container from one key of a secret. */
export const fromSecret = (variable: string, name: string, key: string) => ({
  name: variable,
  valueFrom: { secretKeyRef: { name, key } },
});
