import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "crds.keep",
    because: "a chart that changed its mind would delete every certificate with its release",
  },
];
