import { App, TerraformOutput } from "cdktf";
import type { Environment } from "../../environments/schema";
import { LayerStack } from "../../stacks/layer-stack";
import { stateHomeOf } from "../../stacks/state";
import { environmentOf } from "../support/environments";
import { stack } from "../support/stacks";

const backendOf = (name: string) =>
  (stack(name).json.terraform as unknown as { backend: Record<string, Record<string, unknown>> }).backend;
const readBy = (name: string) => Object.values(stack(name).json.data?.terraform_remote_state ?? {});

test("a bucket holds a state for each stack, encrypted, locked, of that account only", () => {
  expect(backendOf("aws-complete-platform")).toEqual({
    s3: {
      bucket: "complete-bucket-of-state",
      region: "eu-north-1",
      key: "aws-complete-platform.tfstate",
      encrypt: true,
      use_lockfile: true,
      allowed_account_ids: ["210987654321"],
    },
  });
});

test("a storage account is reached by identity, never by its keys", () => {
  expect(backendOf("azure-complete-platform")).toEqual({
    azurerm: {
      subscription_id: "12121212-1111-2222-3333-444444444444",
      tenant_id: "56565656-6666-7777-8888-999999999999",
      resource_group_name: "complete-group-of-state",
      storage_account_name: "completeaccountofstate",
      container_name: "state",
      key: "azure-complete-platform.tfstate",
      use_azuread_auth: true,
    },
  });
});

test.each(["aws-complete", "azure-complete"])(
  "the platform of %s reads its cluster's state where that one keeps it, and takes no lock",
  (name) => {
    const [[backend = "", { use_lockfile: _, allowed_account_ids: __, ...settings } = {}] = []] =
      Object.entries(backendOf(`${name}-cluster`));
    expect(readBy(`${name}-platform`)).toEqual([
      { backend, config: settings, workspace: "${terraform.workspace}" },
    ]);
  },
);

test.each(["aws", "azure"])(
  "while the account of %s is open its state is a file, so that the plan gets as far as to refuse it",
  (name) => {
    expect(Object.keys(backendOf(`${name}-cluster`))).toEqual(["local"]);
  },
);

test("a folder takes local states", () => {
  expect(backendOf("complete-platform")).toEqual({
    local: { path: expect.stringMatching(/\/states\/complete\/terraform\.complete-platform\.tfstate$/) },
  });
});

const aws = environmentOf({ name: "aws-complete" });
const azure = environmentOf({ name: "azure-complete" });

test.each([
  ["minikube", environmentOf({ name: "minikube" }), "local"],
  ["aws", { ...aws, state: undefined }, "s3"],
  ["azure", { ...azure, state: undefined }, "azurerm"],
])(
  "an environment of %s that says nothing keeps its state where its cluster is",
  (_, environment, backend) => {
    expect(stateHomeOf(environment as Environment).backend).toBe(backend);
  },
);

test.each([
  ["site", "ivcap-site-210987654321-state"],
  ["a".repeat(38), `ivcap-${"a".repeat(38)}-210987654321-state`],
  ["a".repeat(63), expect.stringMatching(/^ivcap-a{29}-[0-9a-f]{8}-210987654321-state$/)],
])(
  "a bucket's name follows from the environment and the account, and is never longer than S3 allows: %s",
  (name, bucket) => {
    const home = stateHomeOf({ ...aws, name, state: { backend: "s3" } });
    expect(home).toMatchObject({ bucket, region: "ap-southeast-2" });
    expect("bucket" in home && home.bucket.length).toBeLessThanOrEqual(63);
  },
);

test("a storage account's name differs between environments and between subscriptions, and is never longer than Azure allows", () => {
  const nameOf = (name: string, subscription: string) => {
    const home = stateHomeOf({ ...azure, name, state: { backend: "azurerm", subscription } });
    return "storageAccount" in home ? home.storageAccount : "";
  };
  const names = [
    nameOf("site", "a"),
    nameOf("site", "b"),
    nameOf("a-very-long-site-1", "a"),
    nameOf("a-very-long-site-2", "a"),
  ];
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^ivcap[a-z0-9]{1,9}[0-9a-f]{10}$/);
});

test("a cluster of any target may keep its state in a bucket that is named", () => {
  const environment: Environment = {
    ...environmentOf({ name: "minikube" }),
    state: { backend: "s3", bucket: "a-bucket", region: "eu-west-1" },
  };
  class Layer extends LayerStack {}
  const made = new (Layer as unknown as new (...args: unknown[]) => LayerStack)(new App(), {
    environment,
    layer: "x",
  });
  new TerraformOutput(made, "any", { value: "x" });
  expect(made.toTerraform().terraform.backend.s3).toEqual({
    bucket: "a-bucket",
    region: "eu-west-1",
    key: "minikube-x.tfstate",
    encrypt: true,
    use_lockfile: true,
  });
});
