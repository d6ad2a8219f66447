import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { Construct } from "constructs";

interface Assignment {
  readonly identity: UserAssignedIdentity;
  /** One of Azure's own. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
  readonly role: string;
  /** What it is on: as little as there is. */
  readonly scope: string;
}

/** A right of one of our identities. */
export const assignRole = (construct: Construct, id: string, { identity, role, scope }: Assignment) =>
  new RoleAssignment(construct, id, {
    principalId: identity.principalId,
    // An identity that was just made is not known everywhere yet; said what it is, nobody looks it up.
    principalType: "ServicePrincipal",
    roleDefinitionName: role,
    scope,
  });
