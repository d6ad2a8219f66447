import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";

export interface AdminsProps {
  readonly environment: Environment;
  readonly cluster: KubernetesCluster;
}

/** Whoever administers the cluster: may fetch where it is, and may everything in it. */
const ROLES = {
  reach: "Azure Kubernetes Service Cluster User Role",
  admin: "Azure Kubernetes Service RBAC Cluster Admin",
} as const;

/** Those that the environment names, and whoever makes the cluster: the layers above are deployed by the same person or program. */
export class Admins extends Construct {
  /** The rights of whoever deploys. */
  readonly maker: readonly RoleAssignment[];

  constructor(scope: Construct, id: string, { environment, cluster }: AdminsProps) {
    super(scope, id);
    const { objectId } = new DataAzurermClientConfig(this, "maker", {});
    const assign = (of: string, principalId: string) =>
      Object.entries(ROLES).map(
        ([name, role]) =>
          new RoleAssignment(this, `${of}-${name}`, {
            scope: cluster.id,
            roleDefinitionName: role,
            principalId,
            // Another operator deploys later: the first one's rights are not to go from under what runs.
            ...(of === "maker" ? { lifecycle: { ignoreChanges: ["principal_id"] } } : {}),
          }),
      );
    this.maker = assign("maker", objectId);
    for (const admin of settingsOf(environment, "azure").admins ?? []) assign(admin, admin);
  }
}
