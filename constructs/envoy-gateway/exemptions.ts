import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "CKV2_K8S_5",
    where: "RoleBinding.envoy-gateway-system.envoy-gateway-certgen",
    because:
      "it writes the certificates between controller and proxies, in its own namespace and in that one job; its chart has no narrower role",
  },
];
