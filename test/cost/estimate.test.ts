import { estimate, kinds, priced, priceListOf, priceOf } from "../../scripts/cost/estimate";
import { type Context, item, usage } from "../../scripts/cost/item";
import { STEPS } from "../../scripts/cost/platform";
import { json, text } from "../../scripts/cost/report";
import type { JsonObject, StackJson } from "../../scripts/support/stack-json";
import { awsPrices } from "../../stacks/cluster/prices/aws";
import { azurePrices } from "../../stacks/cluster/prices/azure";
import { dollars, type PriceTable, sizesOf } from "../../stacks/cluster/prices/table";
import { environmentOf } from "../support/environments";
import { deployments } from "../support/stacks";

const estimates = deployments.map((deployment) => {
  const environment = environmentOf(deployment);
  return { name: deployment.name, environment, found: estimate(environment, deployment.stacks) };
});
const ofCloud = estimates.filter(({ found }) => found !== undefined);
const context = (name: string): Context => ({ environment: environmentOf({ name }), usage, needed: 1 });

/** A resource of each type that is billed, in each form that is billed by another row. */
const BODIES: readonly [type: string, JsonObject][] = [
  ["azurerm_kubernetes_cluster", { sku_tier: "Standard", default_node_pool: { vm_size: "Standard_D4s_v5" } }],
  ["azurerm_kubernetes_cluster", { sku_tier: "Premium" }],
  ["azurerm_kubernetes_cluster_node_pool", { vm_size: "Standard_D8ads_v5", min_count: 0, max_count: 2 }],
  ["azurerm_public_ip", {}],
  ["azurerm_nat_gateway", {}],
  ["azurerm_container_registry", { sku: "Premium" }],
  ["azurerm_container_registry", { sku: "Standard" }],
  ["azurerm_storage_account", { account_replication_type: "ZRS" }],
  ["azurerm_storage_account", { account_replication_type: "LRS" }],
  ["azurerm_log_analytics_workspace", { retention_in_days: 90 }],
  ["azurerm_dns_zone", {}],
  ["azurerm_private_dns_zone", {}],
  ["aws_eks_cluster", {}],
  ["aws_nat_gateway", {}],
  ["aws_eip", {}],
  ["aws_vpc_endpoint", { vpc_endpoint_type: "Interface", subnet_ids: ["a", "b", "c"] }],
  ["aws_kms_key", {}],
  ["aws_cloudwatch_log_group", { retention_in_days: 365 }],
  ["aws_s3_bucket", {}],
  ["aws_ecr_repository", {}],
  ["aws_route53_zone", {}],
];

const itemsOf = (type: string, body: JsonObject) => {
  const kind = kinds[type];
  if (kind === undefined || !("items" in kind)) throw new Error(`${type} is not billed`);
  return kind.items(body, context(type.startsWith("aws") ? "aws" : "azure"));
};

test.each(deployments)(
  "$name: every type of resource is priced, free, or unpriced with a reason",
  ({ stacks }) => {
    const types = new Set(stacks.flatMap(({ json }) => Object.keys(json.resource)));
    expect([...types].filter((type) => kinds[type] === undefined)).toEqual([]);
  },
);

test("a type that the estimate does not know is said to be missing from it", () => {
  const environment = environmentOf({ name: "aws" });
  const json = { resource: { aws_unheard_of: { it: {} } } } as unknown as StackJson["json"];
  expect(
    estimate(environment, [{ name: "aws-cluster", folder: ".", dependsOn: [], json }])?.unpriced,
  ).toEqual([{ type: "aws_unheard_of", why: expect.stringContaining("does not know") }]);
});

test("every type that is billed has a resource here", () => {
  const billed = Object.keys(kinds).filter((type) => "items" in (kinds[type] ?? {}));
  expect(billed.filter((type) => !BODIES.some(([each]) => each === type))).toEqual([]);
});

test.each(BODIES)("what %s %j is billed by has a price in every region of the table", (type, body) => {
  const table = type.startsWith("aws") ? awsPrices : azurePrices;
  for (const found of itemsOf(type, body)) {
    for (const region of table.regions) {
      expect({ found, region, cents: priced(found, table, region).cents }).toEqual({
        found,
        region,
        cents: { least: expect.any(Number), most: expect.any(Number) },
      });
    }
  }
});

const tables: [string, PriceTable][] = [
  ["azure", azurePrices],
  ["aws", awsPrices],
];

test.each(tables)("%s: every price has a source, and one for each region", (_, table) => {
  const prices = Object.entries(table.rows).map(([name, { usd, source }]) => ({ name, usd, source }));
  for (const { name, usd, source } of [...prices, ...table.families]) {
    expect({ name, source }).toEqual({ name, source: expect.stringMatching(/https:\/\//) });
    const known = table.regions.filter((region) => (dollars(usd, region) ?? 0) > 0);
    expect({ name, known }).toEqual({ name, known: table.regions });
  }
  expect(table.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test.each(tables)("%s: every price is somebody's", (cloud, table) => {
  const used = new Set([
    ...BODIES.filter(([type]) => type.startsWith(cloud)).flatMap(([type, body]) =>
      itemsOf(type, body).map(({ price }) => price),
    ),
    ...ofCloud.flatMap(({ found }) => found?.items.map(({ price }) => price) ?? []),
    "NAT gateway, data",
    ...STEPS.flatMap((step) => [`disk of ${step} GiB`, `disk of ${step} GiB, zone-redundant`]),
  ]);
  expect(Object.keys(table.rows).filter((name) => !used.has(name))).toEqual([]);
  for (const step of STEPS)
    if (cloud === "azure") expect(priceOf(table, `disk of ${step} GiB`)).toBeDefined();
});

test("a machine costs in proportion to its processors", () => {
  for (const size of azurePrices.families.flatMap(sizesOf)) {
    const [one, this_] = [size.family.usd.eastus ?? 0, priceOf(azurePrices, size.name)];
    expect(this_ && dollars(this_.usd, "eastus")).toBeCloseTo(one * size.processors, 6);
  }
});

test("what stands all month is billed for 730 hours, rounded to cents at the end", () => {
  const nodes = priced(item("nodes", "", "Standard_D4ads_v5", 2, 4), azurePrices, "westeurope");
  expect(nodes.cents).toEqual({ least: 36_500, most: 73_000 });
  const gigabytes = priced(item("network", "", "NAT gateway, data", 100), awsPrices, "eu-west-1");
  expect(gigabytes.cents).toEqual({ least: 480, most: 480 });
});

test.each(ofCloud)("$name: the figures add up, and least is no more than most", ({ environment, found }) => {
  const report = json(environment, found) as {
    total: { least: number; most: number };
    components: { least: number; most: number; items: { usd: { least: number; most: number } | null }[] }[];
  };
  for (const bound of ["least", "most"] as const) {
    const sum = (list: readonly ({ least: number; most: number } | null)[]) =>
      list.reduce((all, each) => all + Math.round(100 * (each?.[bound] ?? 0)), 0) / 100;
    expect(sum(report.components)).toBeCloseTo(report.total[bound], 6);
    for (const component of report.components)
      expect(sum(component.items.map(({ usd }) => usd))).toBeCloseTo(component[bound], 6);
  }
  expect(report.total.least).toBeLessThanOrEqual(report.total.most);
  expect(report.total.least).toBeGreaterThan(100);
});

test.each(ofCloud)("$name: every volume of the platform is in it", ({ environment, found }) => {
  const instances = environment.components?.postgres?.instances ?? 1;
  expect(found?.items).toContainEqual(
    expect.objectContaining({ component: "postgres", what: expect.stringContaining(`${instances} volume`) }),
  );
});

test.each(["azure", "aws"])(
  "%s: in a region that the table does not know, prices are said to be unknown",
  (name) => {
    const environment = structuredClone(environmentOf({ name }));
    const there = { ...environment, [name]: { ...environment[name as "aws"], region: "elsewhere" } };
    const found = estimate(there, deployments.find((each) => each.name === name)?.stacks ?? []);
    expect(found?.warnings).toEqual([expect.stringContaining(`${name}.region: found: elsewhere`)]);
    expect(text(there, found)).toMatch(/unknown price/);
    expect(text(there, found)).toMatch(/total +without \d+ of unknown price/);
    expect(json(there, found)).toMatchObject({ complete: false });
  },
);

test("where replicas stand in three zones, Auto Mode is reckoned with three nodes at least", () => {
  const environment = { ...environmentOf({ name: "aws" }), components: { postgres: { instances: 5 } } };
  const kind = kinds.aws_eks_cluster;
  const items = kind && "items" in kind ? kind.items({}, { environment, usage, needed: 1 }) : [];
  expect(items.find(({ component }) => component === "nodes")).toMatchObject({ least: 3 });
});

test("on one's own machine nothing is billed", () => {
  const environment = environmentOf({ name: "minikube" });
  expect(priceListOf(environment)).toBeUndefined();
  expect(text(environment, estimate(environment, []))).toBe("minikube: nothing: your own machine");
});
