import type { Exemption } from "../exemption";

/** Kinds that a cluster brings itself when it is made, so that no chart defines them. */
const OF_THE_CLUSTER = ["NodeClass/ivcap", "NodePool/system", "NodePool/orders"];

export const exemptions: readonly Exemption[] = OF_THE_CLUSTER.map((where) => ({
  rule: "schema",
  where,
  because: "its definition is in the cluster that the cloud makes, and in no chart; the cluster judges it",
}));
