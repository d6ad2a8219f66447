import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "provider.name",
    because: "whose zone it is says the cluster, whatever its chart takes for granted",
  },
];
