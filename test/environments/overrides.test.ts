import { loadEnvironments } from "../../environments/load";
import { type Environment, EnvironmentFile } from "../../environments/schema";
import { deployment, stack } from "../support/stacks";

const FIXTURES = "test/fixtures/environments";
/** Keys whose value reaches no stack as it stands, and what shows instead that they work. */
const ELSEWHERE: Record<string, string> = {
  "aws.network.nat": "test/stacks/aws-cluster.test.ts: how many ways out",
  "aws.network.endpoints": "test/stacks/aws-cluster.test.ts: which there are",
  "azure.zones": "test/stacks/azure-cluster.test.ts: of both pools",
  "azure.redundancy": "test/stacks/azure-cluster.test.ts: kinds of disks, account, registry",
  "azure.support": "test/stacks/azure-cluster.test.ts: tier and plan",
  "azure.registry.sku": "test/stacks/azure-cluster.test.ts: and what comes with it",
  target: "test/environments: which stacks there are",
  "kubernetes.version": "test/scripts/synth.test.ts: which are refused",
  protection: "test/rules/protection.test.ts",
  "state.backend": "test/stacks/state.test.ts",
  "state.location": "test/bootstrap/azurerm.test.ts: where the account is made",
  "catalogue.kind": "test/constructs/magda.test.ts: there, or left out entirely",
  "dns.records": "test/constructs/zone.test.ts: managed, or nobody's",
  "objectStore.kind": "test/rules/clouds.test.ts: nothing of MinIO is left",
  "backups.retention": "test/constructs/backup.test.ts: in seconds",
};

interface Node {
  properties?: Record<string, Node>;
  patternProperties?: Record<string, Node>;
  items?: Node;
}

/** Every key of the schema that holds a value, such as `components.postgres.storage`. */
function keysOf({ properties, patternProperties }: Node, path: string[] = []): string[] {
  const named = Object.entries(properties ?? {}).flatMap(([key, child]) => keysOf(child, [...path, key]));
  const free = Object.values(patternProperties ?? {}).flatMap((child) => keysOf(child, [...path, "*"]));
  return properties || patternProperties ? [...named, ...free] : [path.join(".")];
}

/** The values under a key; `*` is every name. */
const valuesAt = (content: unknown, key: string): unknown[] =>
  key.split(".").reduce<unknown[]>(
    (nodes, name) =>
      nodes.flatMap((node) =>
        Object.entries(node ?? {})
          .filter(([each, value]) => (name === "*" || each === name) && value !== undefined)
          .map(([, value]) => value),
      ),
    [content],
  );

/** A value in the pieces that a stack holds: charts take an image in parts. */
const pieces = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(pieces);
  const image = /^([\w.]+)\/([\w/-]+):(v[\d.]+)$/.exec(String(value));
  return image ? image.slice(1) : [String(value)];
};

/** How often the stacks of a deployment hold a piece, as a word of its own. */
const count = (name: string, piece: string) => {
  const word = new RegExp(`(?<![\\w.])${piece.replaceAll(".", "\\.")}(?![\\w.])`, "g");
  const stacks = deployment(name).stacks.map(({ json }) => JSON.stringify(json));
  return stacks.join("\n").match(word)?.length ?? 0;
};

const fixture = (name: string): Environment => {
  const [environment] = loadEnvironments(FIXTURES, name);
  if (!environment) throw new Error(`no fixture ${name}`);
  return environment;
};

/** The fixture that sets a key. */
function settingOf(key: string): Environment {
  if (/^(azure\.|state\.(subscription|tenant|location|resourceGroup|storageAccount)$)/.test(key))
    return fixture("azure-complete");
  if (/^((aws|owner|dns|objectStore|components\.external-dns)\b|state\.(bucket|region)$)/.test(key))
    return fixture("aws-complete");
  // One shipper takes the other's place, so that no stack has both.
  if (/promtail|^logs\.shipper$/.test(key)) return fixture("promtail");
  return fixture(key.endsWith(".mirror") ? "mirrored" : "complete");
}

/** What takes a component out of the stack: test/stacks/own.test.ts. */
const isOwn = (key: string) => /\.(install|own\..*)$/.test(key);

test.each(keysOf(EnvironmentFile as Node).filter((key) => !isOwn(key)))("%s reaches the stack", (key) => {
  const environment = settingOf(key);
  const values = valuesAt(environment, key);
  expect(values).not.toEqual([]);
  if (key in ELSEWHERE) return;
  for (const piece of values.flatMap(pieces)) {
    // More often than where nothing is set, so it is the key that brought it there.
    const more = count(environment.name, piece) > count(environment.target, piece);
    expect({ piece, more }).toEqual({ piece, more: true });
  }
});

test("under a mirror every chart comes from it, at its pinned version", () => {
  const charts = stack("mirrored-platform")
    .resources("helm_release")
    .filter(({ chart }) => !String(chart).startsWith("assets/"));
  expect(charts).not.toEqual([]);
  for (const { repository } of charts) expect(repository).toBe("oci://charts.example.org/mirror");
});
