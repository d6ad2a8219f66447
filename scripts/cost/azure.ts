import type { Json, JsonObject } from "../support/stack-json";
import { type Context, free, type Item, item, type Kinds } from "./item";

/** GiB of a node's managed disk, where its size brings none of its own. */
const NODE_DISK = 128;

/** Nodes that the autoscaler adds and takes away, between what the pool says; of the platform's own, at least what its pods need. */
function nodes(component: string, pool: JsonObject, least: number): Item[] {
  const size = String(pool.vm_size);
  const most = Number(pool.max_count ?? pool.node_count ?? 1);
  const from = Math.min(most, Math.max(Number(pool.min_count ?? pool.node_count ?? 1), least));
  return [
    item(component, `${from}–${most} nodes of ${size}`, size, from, most),
    ...(pool.os_disk_type === "Ephemeral"
      ? []
      : [item(component, `their disks of ${NODE_DISK} GiB`, `disk of ${NODE_DISK} GiB`, from, most)]),
  ];
}

const TIERS: Readonly<Record<string, string>> = {
  Standard: "control plane, standard tier",
  Premium: "control plane, premium tier",
};

function cluster(body: JsonObject, { needed = 0 }: Context): Item[] {
  const tier = String(body.sku_tier ?? "Free");
  const block = body.default_node_pool;
  const pool = (Array.isArray(block) ? block[0] : block) as JsonObject | undefined;
  return [
    ...(tier === "Free" ? [] : [item("cluster", `control plane, ${tier}`, TIERS[tier] ?? tier, 1)]),
    ...(pool ? nodes("nodes", pool, needed) : []),
  ];
}

const monthsBeyond = (days: Json | undefined) => Math.max(0, (Number(days ?? 30) - 31) / 30);

/** Every type of resource of Azure that a stack of ours may hold. */
export const azureKinds: Kinds = {
  azurerm_kubernetes_cluster: { items: cluster },
  azurerm_kubernetes_cluster_node_pool: { items: (body) => nodes("nodes of orders", body, 0) },
  azurerm_public_ip: { items: () => [item("network", "public address", "public address", 1)] },
  azurerm_nat_gateway: { items: () => [item("network", "NAT gateway", "NAT gateway", 1)] },
  azurerm_container_registry: {
    items: ({ sku }) => [item("registry", `registry, ${sku}`, `registry, ${String(sku).toLowerCase()}`, 1)],
  },
  azurerm_storage_account: {
    items: ({ account_replication_type: kind }, { usage }) => [
      item(
        "buckets",
        `${usage.objects} GB in an account`,
        kind === "LRS" ? "blobs, in one zone" : "blobs, zone-redundant",
        usage.objects,
      ),
    ],
  },
  azurerm_log_analytics_workspace: {
    items: ({ retention_in_days: days }, { usage }) => {
      const beyond = monthsBeyond(days) * usage.logs;
      return [
        item("logs of the cloud", `workspace: ${usage.logs} GB taken in`, "logs taken in", usage.logs),
        ...(beyond > 0
          ? [
              item(
                "logs of the cloud",
                `workspace: kept for ${days} days`,
                "logs kept beyond a month",
                beyond,
              ),
            ]
          : []),
      ];
    },
  },
  azurerm_dns_zone: { items: () => [item("DNS", "zone", "DNS zone", 1)] },
  azurerm_private_dns_zone: { items: () => [item("DNS", "private zone", "DNS zone", 1)] },
  ...free(
    "azurerm_disk_encryption_set",
    "azurerm_federated_identity_credential",
    "azurerm_management_lock",
    "azurerm_monitor_diagnostic_setting", // its lines are in a workspace, which is not free
    "azurerm_nat_gateway_public_ip_association",
    "azurerm_network_security_group",
    "azurerm_network_security_rule",
    "azurerm_private_dns_zone_virtual_network_link",
    "azurerm_resource_group",
    "azurerm_role_assignment",
    "azurerm_storage_container", // what is in it is its account's
    "azurerm_storage_management_policy",
    "azurerm_subnet",
    "azurerm_subnet_nat_gateway_association",
    "azurerm_subnet_network_security_group_association",
    "azurerm_user_assigned_identity",
    "azurerm_virtual_network",
  ),
};
