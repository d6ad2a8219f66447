import type { Exemption } from "../../../constructs/exemption";

const noVault =
  "keys of the platform encrypt it, and infrastructure or host encryption does so a second time; a key of our own needs a vault, a way to it and somebody who never loses it, and losing it loses the data (docs/decisions/0015)";
const byEndpoint =
  "reached through the nodes' subnet or from named addresses only, and by identity only; a private endpoint would put it on an address inside, which pods may not reach (docs/architecture.md, isolation)";

/** What Checkov's view of this stack's plan fails, by the address in the plan, and why it is so. */
export const exemptions: readonly Exemption[] = [
  { rule: "CKV_AZURE_117", where: "azurerm_kubernetes_cluster.kubernetes_cluster", because: noVault },
  {
    rule: "CKV_AZURE_232", // only critical system pods on system nodes
    where: "azurerm_kubernetes_cluster.kubernetes_cluster",
    because:
      "the platform runs there, so that a small deployment has two nodes and not four; code of third parties, which is what a pool is parted for, has nodes of its own",
  },
  {
    rule: "CKV_AZURE_4", // logging by the oms agent
    where: "azurerm_kubernetes_cluster.kubernetes_cluster",
    because:
      "logs of the control plane go to Log Analytics by a diagnostic setting, which this check does not know; the agent would bring every pod's lines there too, and those are in Loki",
  },
  {
    rule: "CKV_AZURE_172", // rotation by the Secrets Store driver
    where: "azurerm_kubernetes_cluster.kubernetes_cluster",
    because: "the driver is not installed: no secret comes from a vault (docs/decisions/0002)",
  },
  {
    rule: "CKV_AZURE_170", // paid tier
    where: "azurerm_kubernetes_cluster.kubernetes_cluster",
    because: "only with azure.support: long-term, whose tier is above the paid one that this check knows",
  },
  {
    rule: "CKV_AZURE_115", // private cluster
    where: "azurerm_kubernetes_cluster.kubernetes_cluster",
    because: "only where the environment names those outside who may ask (azure.endpoint.publicRanges)",
  },
  {
    rule: "CKV_AZURE_160", // port 80 from the internet
    where: "azurerm_network_security_group.network_nodes-rules",
    because:
      "the gateway answers there with a redirect to HTTPS and with the proofs that an ACME authority asks for, and with nothing else",
  },
  { rule: "CKV_AZURE_139", where: "azurerm_container_registry.images_registry", because: byEndpoint },
  {
    rule: "CKV_AZURE_164", // content trust
    where: "azurerm_container_registry.images_registry",
    because:
      "Azure has retired Docker Content Trust; signatures are images beside the image, which any registry holds",
  },
  {
    rule: "CKV_AZURE_166", // quarantine
    where: "azurerm_container_registry.images_registry",
    because: "an image would be held back until a scanner lets it go, and there is none here",
  },
  {
    rule: "CKV_AZURE_233", // zone redundancy
    where: "azurerm_container_registry.images_registry",
    because: "only where azure.redundancy or azure.registry.sku says so, which is cheaper",
  },
  {
    rule: "CKV_AZURE_165", // replication to other regions
    where: "azurerm_container_registry.images_registry",
    because: "only with azure.registry.sku: Standard, which has none; the nodes that pull are in one region",
  },
  {
    rule: "CKV_AZURE_237", // dedicated data endpoints
    where: "azurerm_container_registry.images_registry",
    because: "only with azure.registry.sku: Standard, which has no such setting",
  },
  { rule: "CKV_AZURE_59", where: "azurerm_storage_account.backups_account", because: byEndpoint },
  { rule: "CKV2_AZURE_33", where: "azurerm_storage_account.backups_account", because: byEndpoint },
  { rule: "CKV2_AZURE_1", where: "azurerm_storage_account.backups_account", because: noVault },
  {
    rule: "CKV_AZURE_206", // replication to another region
    where: "azurerm_storage_account.backups_account",
    because:
      "kept in three zones of the region that was chosen: whether data may leave it is not ours to decide, and not every region has a twin",
  },
  {
    rule: "CKV_AZURE_33", // logging of queues
    where: "azurerm_storage_account.backups_account",
    because: "there is no queue in it, and its own log can only be set with the account's key, which is off",
  },
  {
    rule: "CKV2_AZURE_21", // logging of reads by storage insights
    where: "azurerm_storage_container.backups_container",
    because:
      "reads, writes and deletions are logged by a diagnostic setting; what this check looks for takes the account's key, which is off",
  },
];
