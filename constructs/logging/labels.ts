import { orderNamespace } from "../orders/definition";

/** Loki keeps a stream for each combination of these: they have few values, however many orders there are. */
export const indexed = ["namespace", "container", "app"] as const;
/** What has a new value with every pod goes with the line instead, and is as good to search by. */
export const attached = ["pod", "workflow"] as const;

/** Which of a pod's properties becomes which label, in Prometheus' terms: every shipper is told the same. */
export interface Relabelling {
  readonly from: readonly string[];
  /** @default all of it */
  readonly regex?: string;
  readonly to: (typeof indexed | typeof attached)[number];
}

const meta = (name: string) => `__meta_kubernetes_${name}`;

export const relabelling: readonly Relabelling[] = [
  { from: [meta("namespace")], to: "namespace" },
  { from: [meta("pod_container_name")], to: "container" },
  // The first of the two that a pod has.
  {
    from: [meta("pod_label_app_kubernetes_io_name"), meta("pod_label_app")],
    regex: ";*([^;]+)(;.*)?",
    to: "app",
  },
  { from: [meta("pod_name")], to: "pod" },
  { from: [meta("pod_label_workflows_argoproj_io_workflow")], to: "workflow" },
];

/** The query (LogQL) of what an order's own containers printed; Argo's `init` and `wait` share its pods. */
export const orderLines = (workflow: string) =>
  `{namespace="${orderNamespace}", container!~"init|wait"} | workflow=\`${workflow}\``;
