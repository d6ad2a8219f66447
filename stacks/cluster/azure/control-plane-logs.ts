import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";
import { namesOf } from "./names";
import { type PartProps, placeOf } from "./part";

export interface ControlPlaneLogsProps extends PartProps {
  readonly cluster: KubernetesCluster;
}

/**
 * What only Azure can tell: who asked the API for what, who was let in, why nodes came and went. Logs of pods are in Loki.
 * Audited is what changes something; reading alone (`kube-audit`) would be most of the bill.
 * https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
 */
const CATEGORIES = [
  "kube-audit-admin",
  "guard",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "cluster-autoscaler",
  "cloud-controller-manager",
  "csi-azuredisk-controller",
  "csi-snapshot-controller",
];

const RETENTION_DAYS = 30;

/** Control-plane logs, in a workspace that is read by identity only. */
export class ControlPlaneLogs extends Construct {
  readonly workspace: LogAnalyticsWorkspace;

  constructor(scope: Construct, id: string, props: ControlPlaneLogsProps) {
    super(scope, id);
    const { prefix } = namesOf(props.environment);
    this.workspace = new LogAnalyticsWorkspace(this, "workspace", {
      name: prefix,
      ...placeOf(props),
      sku: "PerGB2018",
      retentionInDays: RETENTION_DAYS,
      // Its two keys are in the state, as of every workspace: they open nothing.
      localAuthenticationEnabled: false,
    });
    new MonitorDiagnosticSetting(this, "setting", {
      name: prefix,
      targetResourceId: props.cluster.id,
      logAnalyticsWorkspaceId: this.workspace.id,
      logAnalyticsDestinationType: "Dedicated", // a table for each kind, which costs less to keep and to ask
      enabledLog: CATEGORIES.map((category) => ({ category })),
    });
  }
}
