import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "persistence.enabled",
    because: "a rotated password arrives only where there is no volume (docs/decisions/0010)",
  },
];
