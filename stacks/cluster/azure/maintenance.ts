import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";

/** Behind the nightly backup, which begins at two. Hours of UTC. */
const DEFAULTS = { day: "Sunday", hour: 4 } as const;
/** The shortest that AKS takes. https://learn.microsoft.com/azure/aks/planned-maintenance */
const HOURS = 4;

/** When Azure may change the cluster: its own weekly releases, patches of Kubernetes, images of nodes. */
export function maintenanceOf(
  environment: Environment,
): Pick<
  KubernetesClusterConfig,
  "maintenanceWindow" | "maintenanceWindowAutoUpgrade" | "maintenanceWindowNodeOs"
> {
  const { day, hour } = { ...DEFAULTS, ...settingsOf(environment, "azure").maintenance };
  const weekly = {
    frequency: "Weekly",
    interval: 1,
    dayOfWeek: day,
    startTime: `${String(hour).padStart(2, "0")}:00`,
    utcOffset: "+00:00",
    duration: HOURS,
  };
  return {
    maintenanceWindow: {
      allowed: [{ day, hours: Array.from({ length: HOURS }, (_, index) => hour + index) }],
    },
    maintenanceWindowAutoUpgrade: weekly,
    maintenanceWindowNodeOs: weekly,
  };
}
