import type { Environment } from "../../environments/schema";
import { azurermParts } from "../../scripts/bootstrap/azurerm";
import { stateHomeOf } from "../../stacks/state";
import { environmentOf } from "../support/environments";
import { type Command, cloud, type Memory, Refusal, said, words } from "./cloud";

const environment: Environment = {
  ...environmentOf({ name: "azure-complete" }),
  name: "site",
  file: "site.yaml",
};
const SUBSCRIPTION = environment.state?.subscription ?? "";
const TENANT = environment.state?.tenant ?? "";

/** What is remembered of each thing, in the words in which Azure shows it. */
const shown: Record<string, (command: Command) => object> = {
  group: ({ args, value }) => ({
    location: value("--location"),
    tags: Object.fromEntries(args.flatMap((each) => (/^[a-z]+=/.test(each) ? [each.split("=")] : []))),
  }),
  "storage account": ({ value }) => ({
    location: value("--location"),
    allowSharedKeyAccess: value("--allow-shared-key-access") === "true",
    allowBlobPublicAccess: value("--allow-blob-public-access") === "true",
    allowCrossTenantReplication: value("--allow-cross-tenant-replication") === "true",
    enableHttpsTrafficOnly: value("--https-only") === "true",
    minimumTlsVersion: value("--min-tls-version"),
  }),
  "storage account blob-service-properties": ({ value }) => ({
    isVersioningEnabled: value("--enable-versioning") === "true",
    deleteRetentionPolicy: {
      enabled: value("--enable-delete-retention") === "true",
      days: Number(value("--delete-retention-days")),
    },
    containerDeleteRetentionPolicy: {
      enabled: value("--enable-container-delete-retention") === "true",
      days: Number(value("--container-delete-retention-days")),
    },
  }),
  "storage account management-policy": ({ value }) => ({ policy: JSON.parse(value("--policy")) }),
  "storage container-rm": ({ value }) => ({
    publicAccess: value("--public-access") === "off" ? "None" : "Blob",
  }),
  lock: ({ value }) => ({ level: value("--lock-type") }),
};

/** One subscription of Azure. */
function answer(command: Command): unknown {
  const { args, memory, value } = command;
  const options = args.findIndex((each) => each.startsWith("--"));
  const [noun, verb] = [args.slice(0, options - 1).join(" "), args[options - 1]];
  if (args[0] === "version") return {};
  if (args[0] === "ad" && args.includes("--subscription")) throw new Error("az ad takes no subscription");
  if (noun === "account") {
    return {
      id: memory.subscription ?? SUBSCRIPTION,
      tenantId: TENANT,
      user: memory.user ?? { type: "user" },
    };
  }
  if (noun === "ad signed-in-user") return { id: "the-person" };
  if (noun === "ad sp") return { id: `the-program-${value("--id")}` };
  if (noun === "role assignment" && verb === "list") {
    if (!memory["storage account"]) throw new Refusal("(ResourceNotFound) The Resource was not found.");
    return [memory.role].filter(Boolean);
  }
  if (noun === "role assignment") {
    memory.role = {
      to: value("--assignee-object-id"),
      type: value("--assignee-principal-type"),
      role: value("--role"),
      scope: value("--scope"),
    };
    return memory.role;
  }
  if (verb !== "show") memory[noun] = shown[noun]?.(command);
  if (!memory[noun]) throw new Refusal("(ResourceNotFound) The Resource was not found.");
  return memory[noun];
}

function site() {
  const azure = cloud(answer);
  const home = stateHomeOf(environment);
  if (home.backend !== "azurerm") throw new Error("no storage account");
  return {
    ...azure,
    bootstrap: (agreed = true) => said(azurermParts(home, environment, azure.runner), agreed),
  };
}
const changing = (commands: readonly string[]) => commands.filter((each) => / (create|update) --/.test(each));

test("the first run makes an account without keys, versioned and locked, and lets its maker in; the second changes nothing and says so", async () => {
  const { bootstrap, commands, memory } = site();
  const first = await bootstrap();
  expect(words(first)).toEqual(["made"]);
  for (const command of commands().filter((each) => !/^(version|account|ad)\b/.test(each))) {
    expect(command).toContain(`--subscription ${SUBSCRIPTION}`);
  }
  expect(memory).toMatchObject({
    group: {
      location: "norwayeast",
      tags: { platform: "ivcap", environment: "site", layer: "state", owner: "owner-of-azure" },
    },
    "storage account": {
      location: "norwayeast",
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      enableHttpsTrafficOnly: true,
      minimumTlsVersion: "TLS1_2",
    },
    "storage account blob-service-properties": {
      isVersioningEnabled: true,
      deleteRetentionPolicy: { enabled: true },
    },
    "storage container-rm": { publicAccess: "None" },
    role: {
      to: "the-person",
      type: "User",
      role: "Storage Blob Data Contributor",
      scope: expect.stringMatching(/\/storageAccounts\/completeaccountofstate$/),
    },
    lock: { level: "CanNotDelete" },
  });

  const second = await bootstrap(false); // nothing to agree to
  expect(words(second)).toEqual(["ok"]);
  expect(second).toHaveLength(first.length + 1);
  expect(second.at(-1)).toBe("nothing was changed");
  expect(changing(commands())).toEqual([]);
});

const changed = (memory: Memory, noun: string, to: object) => Object.assign(memory[noun] as object, to);

test.each<[string, (memory: Memory) => void, string]>([
  [
    "keys that are switched on",
    (memory) => changed(memory, "storage account", { allowSharedKeyAccess: true }),
    "mended storage account completeaccountofstate",
  ],
  [
    "versioning that is switched off",
    (memory) => changed(memory, "storage account blob-service-properties", { isVersioningEnabled: false }),
    "mended versions and soft delete",
  ],
  [
    "a public container",
    (memory) => changed(memory, "storage container-rm", { publicAccess: "Blob" }),
    "mended container state",
  ],
  ["a removed lock", (memory) => delete memory.lock, "made   lock"],
  ["a caller without the role", (memory) => delete memory.role, "made   role Storage Blob Data Contributor"],
])("%s is found and mended, and nothing else is touched", async (_, spoil, line) => {
  const { bootstrap, commands, memory } = site();
  await bootstrap();
  spoil(memory);
  commands();
  expect(await bootstrap()).toContainEqual(expect.stringContaining(line));
  expect(changing(commands())).toHaveLength(1);
  expect(await bootstrap(false)).toContain("nothing was changed");
});

test("a program that is signed in gets the role as what it is", async () => {
  const { bootstrap, memory } = site();
  memory.user = { type: "servicePrincipal", name: "an-application" };
  await bootstrap();
  expect(memory.role).toMatchObject({ to: "the-program-an-application", type: "ServicePrincipal" });
});

test("another subscription than the environment's is refused with the command that chooses it", async () => {
  const { bootstrap, commands, memory } = site();
  memory.subscription = "another";
  await expect(bootstrap()).rejects.toThrow(
    `site.yaml: az is signed in elsewhere; found: id another; allowed: ${SUBSCRIPTION}; az login --tenant ${TENANT} && az account set --subscription ${SUBSCRIPTION}`,
  );
  expect(changing(commands())).toEqual([]);
});
