/** Loki keeps a stream for each combination of these: they have few values, however many orders there are. */
export const indexed = ["namespace", "container", "app"] as const;
/** What has a new value with every pod goes with the line instead, and is as good to search by. */
export const attached = ["pod", "workflow"] as const;
