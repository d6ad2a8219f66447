import {
  ContainerRegistry,
  type ContainerRegistryConfig,
} from "@cdktf/provider-azurerm/lib/container-registry";
import type { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import type { Environment } from "../../../environments/schema";
import { settingsOf } from "../settings";
import { namesOf } from "./names";
import { type PartProps, placeOf } from "./part";
import { isZoneRedundant } from "./pools";
import { assignRole } from "./roles";

export interface RegistryProps extends PartProps {
  /** Pulls, and nothing more. */
  readonly nodes: UserAssignedIdentity;
  /** From where the nodes ask. */
  readonly nodesAddress: PublicIp;
}

/** Of images without a tag, until they are removed. */
const UNTAGGED_DAYS = 7;

/** The registry of our services' and the analytics services' images. */
export class Registry extends Construct {
  readonly registry: ContainerRegistry;
  readonly mayPull: RoleAssignment;

  constructor(scope: Construct, id: string, props: RegistryProps) {
    super(scope, id);
    const { environment } = props;
    this.registry = new ContainerRegistry(this, "registry", {
      name: namesOf(environment).registry,
      ...placeOf(props),
      ...sized(environment, props.nodesAddress),
      adminEnabled: false,
      anonymousPullEnabled: false,
    });
    this.mayPull = assignRole(this, "nodes-pull", {
      identity: props.nodes,
      role: "AcrPull",
      scope: this.registry.id,
    });
  }
}

/**
 * Only the dearest can be shut to all but some addresses, keeps its images in several zones and clears away what has no tag; the middle
 * one is open to whoever has a login. (The smallest cannot refuse anonymous pulls, so it is not to be had.)
 */
function sized(environment: Environment, nodesAddress: PublicIp): Pick<ContainerRegistryConfig, "sku"> {
  const { registry, endpoint } = settingsOf(environment, "azure");
  if (registry?.sku === "Standard") return { sku: "Standard" };
  const ranges = [`${nodesAddress.ipAddress}/32`, ...(endpoint?.publicRanges ?? [])];
  return {
    sku: "Premium",
    ...({
      zoneRedundancyEnabled: isZoneRedundant(environment),
      retentionPolicyInDays: UNTAGGED_DAYS,
      dataEndpointEnabled: true,
      networkRuleBypassOption: "AzureServices",
      networkRuleSet: [
        { defaultAction: "Deny", ipRule: ranges.map((ipRange) => ({ action: "Allow", ipRange })) },
      ],
    } satisfies Partial<ContainerRegistryConfig>),
  };
}
