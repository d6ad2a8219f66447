import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "default value",
    where: "crds.keep",
    because: "a chart that changed its mind would delete every certificate with its release",
  },
  {
    rule: "CKV_K8S_155",
    where: "ClusterRole.cert-manager.cert-manager-cainjector",
    because:
      "writing certificate authorities into webhooks is what the cainjector is for; cert-manager's own webhook needs it",
  },
  ...["CKV_K8S_8", "CKV_K8S_9"].map((rule) => ({
    rule,
    where: "Deployment.cert-manager.cert-manager-cainjector",
    because:
      "its chart knows no probes for it, and nothing sends it requests: it ends itself where it loses its leadership",
  })),
  {
    rule: "CKV_K8S_9",
    where: "Deployment.cert-manager.cert-manager",
    because:
      "nothing sends the controller requests, and its chart knows no readiness probe; the liveness probe restarts one that hangs",
  },
];
