import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "poolers[0].poolMode",
    because: "prepared statements and advisory locks of the services break in any other mode",
  },
  {
    rule: "default value",
    where: "cluster.affinity.topologyKey",
    because: "which places fail apart says the cluster, whatever the chart takes for granted",
  },
];
