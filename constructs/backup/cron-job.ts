import { restrictedPod } from "../security";

export interface CronJobProps {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Absent: never by itself, only where a person makes a Job of it. */
  readonly schedule?: string;
  readonly user: number;
  readonly seconds: number;
  /** How often a failed pod is followed by another. */
  readonly retries: number;
  readonly steps: readonly object[];
  readonly container: object;
  readonly volumes: readonly object[];
  /** The account it runs as. @default the namespace's own, which has no token */
  readonly account?: string;
  /** Of its pods, besides those by which flows select them. */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** Never two at once; one that failed stays to be looked at, with the log of each attempt. */
export const cronJob = ({
  name,
  namespace,
  labels,
  annotations,
  schedule,
  user,
  seconds,
  retries,
  steps,
  container,
  volumes,
  account,
  podLabels = {},
}: CronJobProps) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name, namespace, labels },
  spec: {
    schedule: schedule ?? "0 0 1 1 *",
    suspend: schedule === undefined,
    timeZone: "Etc/UTC",
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      metadata: { labels },
      spec: {
        backoffLimit: retries,
        activeDeadlineSeconds: seconds,
        template: {
          metadata: { labels: { ...labels, ...podLabels }, annotations },
          spec: {
            restartPolicy: "Never",
            ...(account === undefined ? {} : { serviceAccountName: account }),
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { ...restrictedPod(user), fsGroup: user, fsGroupChangePolicy: "OnRootMismatch" },
            initContainers: steps,
            containers: [container],
            volumes,
          },
        },
      },
    },
  },
});
