import { environmentOf } from "../support/environments";
import type { Deployment } from "../support/stacks";
import { companionRule, isFalse, isNotTrue, isTrue, oneOf, placeRule } from "./support/cloud";
import { at, listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const cluster = "azurerm_kubernetes_cluster";
const azure = {
  about: (deployment: Deployment) => environmentOf(deployment).target === "azure",
  spoilt: "azure",
};

const endpoint: Rule = (deployment) =>
  resources(deployment, cluster).flatMap(({ address, body }) => {
    if (body.private_cluster_enabled === true) return [];
    const ranges = listAt(body, "api_server_access_profile", "authorized_ip_ranges");
    return [
      ...(environmentOf(deployment).azure?.endpoint?.publicRanges === undefined
        ? [`${address}: open, and nobody said so`]
        : []),
      ...(ranges.length === 0 ? [`${address}: open to the world`] : []),
      ...ranges.filter((range) => /\/0$/.test(String(range))).map((range) => `${address}: open to ${range}`),
    ];
  });
rule(
  "the Kubernetes API answers outside only where the environment names who may ask, and never the world (CKV_AZURE_6, CKV_AZURE_115)",
  endpoint,
  {
    "a cluster that is open": (copy) =>
      Object.assign(pick(copy, cluster), { private_cluster_enabled: false }),
    "a cluster of which nothing is said": (copy) => {
      delete pick(copy, cluster).private_cluster_enabled;
    },
  },
  azure,
);

const clusterPlaces: Record<
  string,
  [
    path: (string | number)[],
    allowed: Parameters<typeof placeRule>[1]["allowed"],
    bad: string | boolean | number,
  ]
> = {
  "nobody gets in by an account of the cluster's own (CKV_AZURE_141)": [
    ["local_account_disabled"],
    isTrue,
    false,
  ],
  "roles decide in the cluster (CKV_AZURE_5)": [["role_based_access_control_enabled"], isTrue, false],
  "the API server is in a network of ours": [
    ["api_server_access_profile", "virtual_network_integration_enabled"],
    isTrue,
    false,
  ],
  "policies are enforced, by Cilium (CKV_AZURE_7)": [
    ["network_profile", "network_policy"],
    oneOf("cilium"),
    "kubenet",
  ],
  "pods have addresses by Azure's CNI (CKV2_AZURE_29)": [
    ["network_profile", "network_plugin"],
    oneOf("azure"),
    "kubenet",
  ],
  "nobody runs commands in it by way of Azure": [["run_command_enabled"], isFalse, true],
  "Azure's policies are watched (CKV_AZURE_116)": [["azure_policy_enabled"], isTrue, false],
  "its API server has a promise (CKV_AZURE_170)": [["sku_tier"], oneOf("Standard", "Premium"), "Free"],
  "patches come by themselves (CKV_AZURE_171)": [
    ["automatic_upgrade_channel"],
    oneOf("patch", "stable", "rapid", "node-image"),
    "none",
  ],
  "nodes have their disks of the host itself (CKV_AZURE_226)": [
    ["default_node_pool", "os_disk_type"],
    oneOf("Ephemeral"),
    "Managed",
  ],
  "what nodes write is encrypted on the host (CKV_AZURE_227)": [
    ["default_node_pool", "host_encryption_enabled"],
    isTrue,
    false,
  ],
  "nodes take at least fifty pods (CKV_AZURE_168)": [
    ["default_node_pool", "max_pods"],
    (found) => Number(found) >= 50,
    30,
  ],
  "no node has a public address (CKV_AZURE_143)": [
    ["default_node_pool", "node_public_ip_enabled"],
    isNotTrue,
    true,
  ],
  "pods are identities by tokens of the cluster": [["workload_identity_enabled"], isTrue, false],
};
for (const [sentence, [path, allowed, bad]] of Object.entries(clusterPlaces)) {
  placeRule("azure", { sentence, type: cluster, path, allowed, bad });
}

const orders = "azurerm_kubernetes_cluster_node_pool";
placeRule("azure", {
  sentence: "what nodes of orders write is encrypted on the host (CKV_AZURE_227)",
  type: orders,
  path: ["host_encryption_enabled"],
  allowed: isTrue,
  bad: false,
});
placeRule("azure", {
  sentence: "nodes of orders have their disks of the host itself (CKV_AZURE_226)",
  type: orders,
  path: ["os_disk_type"],
  allowed: oneOf("Ephemeral"),
  bad: "Managed",
});
placeRule("azure", {
  sentence: "no node of orders has a public address (CKV_AZURE_143)",
  type: orders,
  path: ["node_public_ip_enabled"],
  allowed: isNotTrue,
  bad: true,
});
placeRule("azure", {
  sentence: "nothing but orders runs on their nodes",
  type: orders,
  path: ["node_taints"],
  allowed: (found) => Array.isArray(found) && found.some((taint) => /:NoSchedule$/.test(String(taint))),
  bad: [],
});

companionRule("azure", {
  sentence: "every subnet has rules of its own (CKV2_AZURE_31)",
  of: "azurerm_subnet",
  has: "azurerm_subnet_network_security_group_association",
  by: "subnet_id",
});

const logged: Rule = (deployment) => {
  const named = resources(deployment, "azurerm_monitor_diagnostic_setting").filter(({ body }) =>
    String(body.target_resource_id).startsWith(`\${${cluster}.`),
  );
  const categories = named.flatMap(({ body }) =>
    listAt(body, "enabled_log").map((log) => at(log, "category")),
  );
  return ["kube-apiserver", "kube-audit-admin", "guard"]
    .filter((category) => !categories.includes(category))
    .map((category) => `${category} of the cluster goes nowhere`);
};
rule(
  "logs of the control plane are kept (CKV_AZURE_4, by a diagnostic setting)",
  logged,
  {
    "a setting without the audit": (copy) => {
      const setting = resources(copy, "azurerm_monitor_diagnostic_setting").find(({ body }) =>
        String(body.target_resource_id).includes(cluster),
      );
      Object.assign(setting?.body ?? {}, { enabled_log: [{ category: "kube-apiserver" }] });
    },
    "no setting": (copy) => {
      for (const { json } of copy.stacks) delete json.resource.azurerm_monitor_diagnostic_setting;
    },
  },
  azure,
);

const account = "azurerm_storage_account";
const accountPlaces: typeof clusterPlaces = {
  "keys of storage accounts are switched off (CKV2_AZURE_40)": [["shared_access_key_enabled"], isFalse, true],
  "storage answers by TLS 1.2 only (CKV_AZURE_44)": [
    ["min_tls_version"],
    oneOf("TLS1_2", "TLS1_3"),
    "TLS1_0",
  ],
  "storage answers by HTTPS only (CKV_AZURE_3)": [["https_traffic_only_enabled"], isTrue, false],
  "nothing in storage can be made public (CKV_AZURE_190, CKV2_AZURE_47)": [
    ["allow_nested_items_to_be_public"],
    isFalse,
    true,
  ],
  "nobody copies storage to another tenant (CKV2_AZURE_48 and its kind)": [
    ["cross_tenant_replication_enabled"],
    isFalse,
    true,
  ],
  "storage is open to named networks only (CKV_AZURE_35, CKV_AZURE_59)": [
    ["network_rules", "default_action"],
    oneOf("Deny"),
    "Allow",
  ],
  "storage keeps versions": [["blob_properties", "versioning_enabled"], isTrue, false],
  "what was deleted from storage comes back for a week at least (CKV2_AZURE_38)": [
    ["blob_properties", "delete_retention_policy", "days"],
    (found) => Number(found) >= 7,
    1,
  ],
  "storage has no users of its own (CKV_AZURE_244)": [["local_user_enabled"], isFalse, true],
  "what was signed for storage ends (CKV2_AZURE_41)": [
    ["sas_policy", "expiration_action"],
    oneOf("Block", "Log"),
    "",
  ],
};
for (const [sentence, [path, allowed, bad]] of Object.entries(accountPlaces)) {
  placeRule("azure", { sentence, type: account, path, allowed, bad });
}
placeRule("azure", {
  sentence: "containers are private (CKV_AZURE_34)",
  type: "azurerm_storage_container",
  path: ["container_access_type"],
  allowed: oneOf("private"),
  bad: "blob",
});

const registry = "azurerm_container_registry";
placeRule("azure", {
  sentence: "the registry has no administrator with a password (CKV_AZURE_137)",
  type: registry,
  path: ["admin_enabled"],
  allowed: isFalse,
  bad: true,
});
placeRule("azure", {
  sentence: "nobody pulls without an identity (CKV_AZURE_138)",
  type: registry,
  path: ["anonymous_pull_enabled"],
  allowed: isNotTrue,
  bad: true,
});

const inbound: Rule = (deployment) =>
  resources(deployment, "azurerm_network_security_group").flatMap(({ address, body }) =>
    listAt(body, "security_rule").flatMap((each) => {
      const {
        access,
        direction,
        source_address_prefix: source,
        destination_port_range: port,
        name,
      } = objectAt(each);
      const ports = [port, ...listAt(each, "destination_port_ranges")].filter(Boolean);
      const isOpen =
        access === "Allow" &&
        direction === "Inbound" &&
        ["*", "Internet", "0.0.0.0/0"].includes(String(source));
      return isOpen && ports.some((one) => !["80", "443"].includes(String(one)))
        ? [`${address}: ${name}: ${ports.join(", ")}`]
        : [];
    }),
  );
rule(
  "from outside come only HTTP and HTTPS (CKV_AZURE_9, CKV_AZURE_10, CKV_AZURE_77)",
  inbound,
  {
    "remote shells": (copy) => {
      listAt(pick(copy, "azurerm_network_security_group"), "security_rule").push({
        ...{
          name: "ssh",
          access: "Allow",
          direction: "Inbound",
          source_address_prefix: "*",
          destination_port_range: "22",
        },
      });
    },
    everything: (copy) => {
      listAt(pick(copy, "azurerm_network_security_group"), "security_rule").push({
        ...{
          name: "all",
          access: "Allow",
          direction: "Inbound",
          source_address_prefix: "Internet",
          destination_port_range: "*",
        },
      });
    },
  },
  azure,
);
