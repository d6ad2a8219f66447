import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "CKV_K8S_155",
    where: "ClusterRole.cnpg-system.postgres-operator",
    because:
      "the operator writes its own certificate into its webhooks and renews it; its chart has no narrower role",
  },
];
