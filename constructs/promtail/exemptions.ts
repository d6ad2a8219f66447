import type { Exemption } from "../exemption";

export const exemptions: readonly Exemption[] = [
  {
    rule: "non-root",
    where: "DaemonSet/promtail promtail",
    because:
      "the kubelet writes pods' log files for root only; it keeps no capability and can read nothing else",
  },
  {
    rule: "no host path",
    where: "DaemonSet/promtail",
    because: "/var/log/pods, for reading only: where the logs are",
  },
];
