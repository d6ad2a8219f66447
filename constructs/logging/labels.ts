/**
 * What a line is found by in Loki: the shippers set these, the dashboards ask by them. Those of a stream have few values, since Loki
 * makes a stream for each combination; those of a line (Loki's structured metadata) may have as many as there are pods and orders.
 */
export const streamLabels = ["namespace", "app", "container"] as const;
export const lineLabels = ["pod", "workflow"] as const;
