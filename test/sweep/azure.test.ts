import { parseEnvironment } from "../../environments/parse";
import type { Environment } from "../../environments/schema";
import { azureSweeper } from "../../scripts/sweep/azure";
import { filledIn } from "../support/environment-folder";
import { type Answers, fakeCli } from "../support/fake-cli";

const environment = parseEnvironment(
  "environments/prod.yaml",
  `${filledIn("azure")}dns: { zone: example.org, records: managed }\n`,
).environment as Environment;
const SUBSCRIPTION = "00000000-0000-0000-0000-000000000001";

const sweep = (answers: Answers) => {
  fakeCli("az", {
    "network dns zone list": [],
    ...answers,
    "group list": answers["group list"] ?? [],
    "resource list": answers["resource list"] ?? [],
  });
  return azureSweeper(environment).leftovers();
};
const resource = (type: string, name: string, resourceGroup: string, tags?: object) => ({
  ...{
    id: `/subscriptions/s/resourceGroups/${resourceGroup}/providers/${type}/${name}`,
    type,
    name,
    resourceGroup,
  },
  ...(tags ? { tags } : {}),
});
const OURS = { platform: "ivcap", environment: "prod" };

test("where nothing is left, nothing is found", async () => {
  expect(await sweep({ "group list": [{ name: "other" }] })).toEqual([]);
});

test("the group that the cluster made is found by its manager, with all that is in it, the group last", async () => {
  const managedBy =
    "/subscriptions/s/resourcegroups/ivcap-prod/providers/Microsoft.ContainerService/managedClusters/ivcap-prod";
  const found = await sweep({
    "group list": [
      { name: "ivcap-prod-nodes", managedBy },
      { name: "others", managedBy: `${managedBy}-2` },
      { name: "leaving", managedBy, properties: { provisioningState: "Deleting" } },
    ],
    "resource list": [
      resource("Microsoft.Compute/disks", "pvc-1", "IVCAP-PROD-NODES"),
      resource("Microsoft.Network/loadBalancers", "kubernetes", "ivcap-prod-nodes"),
      resource("Microsoft.Network/networkSecurityGroups", "other", "others"),
    ],
  });
  expect(found).toMatchObject([
    { kind: "disk", name: "pvc-1", because: "in the group ivcap-prod-nodes", holdsData: true },
    {
      kind: "load balancer",
      remove:
        "az resource delete --ids /subscriptions/s/resourceGroups/ivcap-prod-nodes/providers/Microsoft.Network/loadBalancers/kubernetes",
    },
    {
      kind: "resource group",
      id: "ivcap-prod-nodes",
      remove: `az group delete --name ivcap-prod-nodes --subscription ${SUBSCRIPTION} --yes`,
    },
  ]);
});

test("what carries the deployment's tags is found wherever it is, of another environment nothing", async () => {
  const found = await sweep({
    "resource list": [
      resource("Microsoft.Network/publicIPAddresses", "ours", "shared", OURS),
      resource("Microsoft.Network/publicIPAddresses", "staging", "shared", {
        ...OURS,
        environment: "staging",
      }),
      resource("Microsoft.Storage/storageAccounts", "backups", "shared", OURS),
    ],
  });
  expect(found).toMatchObject([
    { kind: "public address", name: "ours", because: "tags platform=ivcap, environment=prod" },
    { kind: "storage account", name: "backups", holdsData: true },
  ]);
});

test("what holds the states stays on purpose, with all that is in its group", async () => {
  const found = await sweep({
    "group list": [{ name: "ivcap-prod-state", tags: { ...OURS, layer: "state" } }],
    "resource list": [resource("Microsoft.Storage/storageAccounts", "states", "ivcap-prod-state")],
  });
  expect(found.map(({ kept }) => kept)).toEqual([
    expect.stringContaining("holds the states"),
    expect.stringContaining("holds the states"),
  ]);
});

test("records of the deployment are found in its zone, with a command for their kind", async () => {
  const found = await sweep({
    "network dns zone list": [{ name: "example.org", resourceGroup: "dns" }],
    "network dns record-set list": [
      { name: "@", type: "Microsoft.Network/dnszones/NS" },
      { name: "ivcap", type: "Microsoft.Network/dnszones/A" },
      {
        name: "a-external-dns.ivcap",
        type: "Microsoft.Network/dnszones/TXT",
        TXTRecords: [{ value: ["heritage=external-dns,external-dns/owner=ivcap-prod"] }],
      },
    ],
  });
  expect(found).toMatchObject([
    {
      id: "ivcap.example.org A",
      remove: `az network dns record-set a delete --resource-group dns --zone-name example.org --name ivcap --subscription ${SUBSCRIPTION} --yes`,
    },
    { id: "a-external-dns.ivcap.example.org TXT", because: "external-dns/owner=ivcap-prod" },
  ]);
});
