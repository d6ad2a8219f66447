import type { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { Environment } from "../../../environments/schema";

/** What every part of the cluster's stack is given. */
export interface PartProps {
  readonly environment: Environment;
  readonly group: ResourceGroup;
}

/** Where a resource stands. */
export const placeOf = ({ group }: PartProps) => ({
  resourceGroupName: group.name,
  location: group.location,
});
