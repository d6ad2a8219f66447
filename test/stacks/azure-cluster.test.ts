import { accessOf } from "../../stacks/cluster";
import { exemptions } from "../../stacks/cluster/azure/exemptions";
import { environmentOf, isProtected } from "../support/environments";
import { stack } from "../support/stacks";

const small = stack("azure-cluster");
const complete = stack("azure-complete-cluster");
const both = [small, complete];

/** The one resource of a type. */
const only = ({ name, resources }: typeof small, type: string) => {
  const [found, ...more] = resources(type);
  if (!found || more.length > 0) throw new Error(`${name}: ${more.length + (found ? 1 : 0)} of ${type}`);
  return found;
};
const cluster = (of: typeof small) => only(of, "azurerm_kubernetes_cluster");
const orders = (of: typeof small) => only(of, "azurerm_kubernetes_cluster_node_pool");

test.each(both)("$name: nobody is somebody by a password, key or certificate", (each) => {
  expect(cluster(each)).toMatchObject({
    local_account_disabled: true,
    azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
    run_command_enabled: false,
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
    identity: { type: "UserAssigned" },
  });
  expect(only(each, "azurerm_storage_account")).toMatchObject({
    shared_access_key_enabled: false,
    local_user_enabled: false,
    default_to_oauth_authentication: true,
  });
  expect(only(each, "azurerm_log_analytics_workspace")).toMatchObject({
    local_authentication_enabled: false,
  });
  expect(only(each, "azurerm_container_registry")).toMatchObject({
    admin_enabled: false,
    anonymous_pull_enabled: false,
  });
});

test.each(both)(
  "$name: policies are enforced by Cilium, and the API server is in a subnet of its own",
  (each) => {
    expect(cluster(each)).toMatchObject({
      network_profile: {
        network_plugin: "azure",
        network_plugin_mode: "overlay",
        network_data_plane: "cilium",
        network_policy: "cilium",
        outbound_type: "userAssignedNATGateway",
      },
      api_server_access_profile: {
        virtual_network_integration_enabled: true,
        subnet_id: "${azurerm_subnet.network_api-server.id}",
      },
    });
  },
);

test("the API answers inside the network only, where the environment names nobody outside", () => {
  const { private_cluster_enabled, api_server_access_profile } = cluster(small);
  expect(private_cluster_enabled).toBe(true);
  expect(api_server_access_profile).not.toHaveProperty("authorized_ip_ranges");
});

test("the API answers outside to the ranges that the environment names, and its subnet lets them in", () => {
  expect(cluster(complete)).toMatchObject({
    private_cluster_enabled: false,
    api_server_access_profile: { authorized_ip_ranges: ["198.51.100.32/28"] },
  });
  const rules = JSON.stringify(complete.resources("azurerm_network_security_group"));
  expect(rules.split("198.51.100.32/28")).toHaveLength(2);
});

test.each(both)("$name: every subnet refuses what is not named", (each) => {
  const subnets = each.resources("azurerm_subnet");
  expect(each.resources("azurerm_subnet_network_security_group_association")).toHaveLength(subnets.length);
  for (const group of each.resources("azurerm_network_security_group")) {
    const rules = group.security_rule as {
      priority: number;
      access: string;
      source_address_prefix?: string;
    }[];
    const priorities = rules.map(({ priority }) => priority);
    expect(priorities).toEqual([...new Set(priorities)].sort((a, b) => a - b));
    expect(rules.at(-1)).toMatchObject({ access: "Deny", priority: 4096, source_address_prefix: "*" });
    for (const { access, source_address_prefix } of rules.slice(0, -1)) {
      expect([access, source_address_prefix]).not.toEqual(["Allow", "*"]);
    }
  }
});

test.each(both)(
  "$name: both pools scale by themselves, encrypt on the host and change without the cluster",
  (each) => {
    const pools = [cluster(each).default_node_pool, orders(each)];
    for (const pool of pools) {
      expect(pool).toMatchObject({
        auto_scaling_enabled: true,
        host_encryption_enabled: true,
        os_disk_type: "Ephemeral",
        node_public_ip_enabled: false,
        max_pods: 110,
        temporary_name_for_rotation: expect.stringMatching(/^[a-z][a-z0-9]{0,11}$/),
      });
      expect(pool).not.toHaveProperty("node_count");
    }
    expect(cluster(each).lifecycle).toMatchObject({ ignore_changes: ["default_node_pool[0].node_count"] });
    expect(orders(each).lifecycle).toMatchObject({ ignore_changes: ["node_count"] });
  },
);

test("orders have nodes of their own, none while no order runs", () => {
  expect(orders(small)).toMatchObject({
    min_count: 0,
    node_labels: { "ivcap.platform/orders": "true" },
    node_taints: ["ivcap.platform/orders=true:NoSchedule"],
  });
  expect(cluster(small).default_node_pool).toMatchObject({ only_critical_addons_enabled: false });
});

test("nodes are in the zones that the environment names", () => {
  for (const [each, zones] of [
    [small, ["1", "2", "3"]],
    [complete, ["1", "3"]],
  ] as const) {
    expect(cluster(each).default_node_pool).toMatchObject({ zones });
    expect(orders(each)).toMatchObject({ zones });
  }
});

test("disks, backups and images are kept in several zones, or in one where the environment says so", () => {
  expect(only(small, "azurerm_storage_account")).toMatchObject({ account_replication_type: "ZRS" });
  expect(only(small, "azurerm_container_registry")).toMatchObject({ zone_redundancy_enabled: true });
  expect(only(stack("azure-platform"), "kubernetes_storage_class_v1").parameters).toMatchObject({
    skuName: "Premium_ZRS",
  });
  expect(only(complete, "azurerm_storage_account")).toMatchObject({ account_replication_type: "LRS" });
  expect(only(stack("azure-complete-platform"), "kubernetes_storage_class_v1").parameters).toMatchObject({
    skuName: "Premium_LRS",
  });
});

test("support for two years is another tier and another plan", () => {
  expect(cluster(small)).toMatchObject({ sku_tier: "Standard", support_plan: "KubernetesOfficial" });
  expect(cluster(complete)).toMatchObject({ sku_tier: "Premium", support_plan: "AKSLongTermSupport" });
});

test("the registry answers the nodes and named addresses only, where its size allows that", () => {
  expect(only(small, "azurerm_container_registry")).toMatchObject({
    sku: "Premium",
    network_rule_set: [
      {
        default_action: "Deny",
        ip_rule: [{ action: "Allow", ip_range: "${azurerm_public_ip.out_address.ip_address}/32" }],
      },
    ],
  });
  expect(only(complete, "azurerm_container_registry")).toMatchObject({ sku: "Standard" });
});

test.each(both)(
  "$name: backups can be had back after being overwritten or deleted, and are reached from the nodes only",
  (each) => {
    expect(only(each, "azurerm_storage_account")).toMatchObject({
      blob_properties: {
        versioning_enabled: true,
        delete_retention_policy: { days: 14 },
        container_delete_retention_policy: { days: 14 },
      },
      network_rules: {
        default_action: "Deny",
        virtual_network_subnet_ids: ["${azurerm_subnet.network_nodes.id}"],
      },
      allow_nested_items_to_be_public: false,
      min_tls_version: "TLS1_2",
      infrastructure_encryption_enabled: true,
    });
  },
);

test("names of the whole world are short enough and another subscription's are others", () => {
  const names = both.map((each) => String(only(each, "azurerm_storage_account").name));
  for (const name of names) expect(name).toMatch(/^[a-z0-9]{3,24}$/);
  expect(new Set(names).size).toBe(2);
});

test("what the layers above are told of storage and zone is what is made here", () => {
  const { backups, zones } = accessOf(environmentOf({ name: "azure-complete" }));
  expect(backups).toEqual({
    kind: "blob",
    account: only(complete, "azurerm_storage_account").name,
    container: only(complete, "azurerm_storage_container").name,
  });
  const [file = ""] = Object.keys(zones?.files ?? {});
  expect(zones?.args).toEqual([`--azure-config-file=${file}`]);
  expect(JSON.parse(zones?.files[file] ?? "")).toMatchObject({
    resourceGroup: "group-of-zones",
    useWorkloadIdentityExtension: true,
  });
});

test("a zone that stands is not made again, and nothing looks it up", () => {
  expect(complete.resources("azurerm_dns_zone")).toEqual([]);
  expect(Object.keys(complete.json.data ?? {})).toEqual(["azurerm_client_config"]);
});

test("patches and new images of nodes come in the window that the environment names", () => {
  expect(cluster(small).maintenance_window_node_os).toMatchObject({
    day_of_week: "Sunday",
    start_time: "04:00",
  });
  expect(cluster(complete)).toMatchObject({
    automatic_upgrade_channel: "patch",
    maintenance_window: { allowed: [{ day: "Wednesday", hours: [13, 14, 15, 16] }] },
    maintenance_window_auto_upgrade: { day_of_week: "Wednesday", start_time: "13:00" },
    maintenance_window_node_os: { day_of_week: "Wednesday", start_time: "13:00" },
  });
});

test("where data is protected, what holds it has a lock of Azure's own", () => {
  expect(isProtected({ name: "azure" })).toBe(true);
  const scopes = small
    .resources("azurerm_management_lock")
    .map(({ scope, lock_level }) => [lock_level, scope]);
  expect(scopes).toEqual([
    ["CanNotDelete", "${azurerm_storage_account.backups_account.id}"],
    ["CanNotDelete", "${azurerm_container_registry.images_registry.id}"],
  ]);
});

test.each(both)(
  "$name: rights are on one thing each, never on the group or the subscription",
  ({ resources }) => {
    const assignments = resources("azurerm_role_assignment");
    expect(assignments).not.toEqual([]);
    const ours =
      /^\$\{azurerm_(subnet|user_assigned_identity|kubernetes_cluster|container_registry|storage_container|dns_zone)\.|\/dnsZones\//;
    for (const { scope, role_definition_name } of assignments) {
      // The group of a zone is read, since programs find the zone in its list; ours holds nothing else.
      if (role_definition_name === "Reader") {
        expect(scope).toMatch(/^\$\{azurerm_resource_group\.dns_|\/resourceGroups\/group-of-zones$/);
      } else expect(scope).toMatch(ours);
    }
  },
);

test.each(both)("$name: outputs say how to reach the cluster, and hold no secret", ({ json }) => {
  const { output = {} } = json as { output?: object };
  const named = Object.keys(output).filter((name) => !name.startsWith("cross-stack"));
  expect(named).toEqual(
    expect.arrayContaining(["cluster-name", "credentials", "registry", "resource-group"]),
  );
  // CDKTF marks all that goes between stacks as sensitive; of AKS only its name and its authority go.
  expect(JSON.stringify(output)).not.toMatch(
    /kube_config_raw|client_key|password|token|admin_config|access_key|shared_key/,
  );
});

test("what Checkov is told to accept is in the stack", () => {
  for (const { where } of exemptions) {
    const [type = "", name = ""] = where.split(".");
    expect(Object.keys(small.json.resource?.[type] ?? {})).toContain(name);
  }
});
