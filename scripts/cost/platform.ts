import { amountOf, GIB } from "../../constructs/quantity";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";
import { installedIn } from "../../stacks/platform/definitions";
import { ZONES } from "./aws";
import { free, type Item, item, type Kinds, type Usage } from "./item";

/** Objects of Kubernetes cost nothing themselves; volumes, the load balancer and nodes that come of them stand in the estimate apart. */
export const kubernetesKinds: Kinds = {
  ...free(
    "helm_release",
    "kubernetes_annotations",
    "kubernetes_default_service_account_v1",
    "kubernetes_limit_range_v1",
    "kubernetes_namespace_v1",
    "kubernetes_network_policy_v1",
    "kubernetes_persistent_volume_claim_v1",
    "kubernetes_resource_quota_v1",
    "kubernetes_secret_v1",
    "kubernetes_service_account_v1",
    "kubernetes_storage_class_v1",
  ),
  terraform_data: { free: "a step of Terraform's own" },
};

/** Steps of size of Azure's disks, in GiB; a disk costs what the step above it does. */
export const STEPS = [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192];

type Disk = (gib: number, count: number) => { readonly price: string; readonly quantity: number };

/** How each cloud bills a volume. */
const disks: Readonly<Record<string, (parameters: Readonly<Record<string, string>>) => Disk>> = {
  aws: () => (gib, count) => ({ price: "disk", quantity: gib * count }),
  azure:
    ({ skuName = "" }) =>
    (gib, count) => ({
      price: `disk of ${STEPS.find((step) => step >= gib)} GiB${/_ZRS$/.test(skuName) ? ", zone-redundant" : ""}`,
      quantity: count,
    }),
};

/** Volumes of the platform, by component. They grow where their owner is told to, and stay as they are otherwise. */
export function volumeItems(environment: Environment): Item[] {
  const disk = disks[environment.target]?.(accessOf(environment).storage.parameters);
  if (disk === undefined) return [];
  return installedIn(environment).flatMap(({ name, volumes = () => [] }) =>
    volumes(environment, accessOf(environment)).map(({ count, size }) => {
      const { price, quantity } = disk(amountOf(size) / GIB, count);
      return item(name, `${count} volume${count === 1 ? "" : "s"} of ${size}`, price, quantity);
    }),
  );
}

/** What is billed for traffic, and the load balancer, which the cluster makes for the gateway. */
export function trafficItems(environment: Environment, usage: Usage, hasNat: boolean): Item[] {
  const { gateway } = accessOf(environment);
  const isThere =
    gateway.serviceType === "LoadBalancer" && installedIn(environment).some(({ name }) => name === "gateway");
  const isAzure = environment.target === "azure";
  return [
    ...(hasNat ? [item("network", `${usage.nat} GB through NAT`, "NAT gateway, data", usage.nat)] : []),
    ...(isThere
      ? [
          item("gateway", "load balancer", isAzure ? "load balancer, up to five rules" : "load balancer", 1),
          item("gateway", isAzure ? "its address" : "its addresses", "public address", isAzure ? 1 : ZONES),
          item("gateway", `${usage.out} GB through it`, "load balancer, data", usage.out),
          item("gateway", "and on to the internet", "data to the internet", usage.out),
        ]
      : []),
  ];
}
