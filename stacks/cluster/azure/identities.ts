import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { namesOf } from "./names";
import { type PartProps, placeOf } from "./part";
import { assignRole } from "./roles";

export interface IdentitiesProps extends PartProps {
  readonly subnets: { readonly nodes: Subnet; readonly apiServer: Subnet };
}

/** Who the cluster is towards Azure: its control plane, and its nodes. Neither has a password. */
export class Identities extends Construct {
  readonly controlPlane: UserAssignedIdentity;
  readonly nodes: UserAssignedIdentity;
  /** Without these rights a cluster's making fails, so that it waits for them. */
  readonly rights: readonly RoleAssignment[];

  constructor(scope: Construct, id: string, props: IdentitiesProps) {
    super(scope, id);
    const { prefix } = namesOf(props.environment);
    this.controlPlane = new UserAssignedIdentity(this, "control-plane", {
      name: `${prefix}-control-plane`,
      ...placeOf(props),
    });
    this.nodes = new UserAssignedIdentity(this, "nodes", { name: `${prefix}-nodes`, ...placeOf(props) });
    this.rights = [
      // Its own two subnets, and nothing else of the network.
      this.controlPlaneMay("use-subnet-of-nodes", "Network Contributor", props.subnets.nodes.id),
      this.controlPlaneMay("use-subnet-of-api-server", "Network Contributor", props.subnets.apiServer.id),
      this.controlPlaneMay("give-nodes-their-identity", "Managed Identity Operator", this.nodes.id),
    ];
  }

  private controlPlaneMay(id: string, role: string, scope: string): RoleAssignment {
    return assignRole(this, id, { identity: this.controlPlane, role, scope });
  }
}
