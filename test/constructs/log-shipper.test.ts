import { parse } from "yaml";
import { attached, indexed, orderLines, relabelling } from "../../constructs/logging/labels";
import type { JsonObject } from "../../scripts/support/stack-json";
import { releases } from "../rules/support/releases";
import { at } from "../rules/support/resources";
import { deployment, stack } from "../support/stacks";

const valuesOf = (environment: string, name: string): JsonObject =>
  releases(deployment(environment)).find((release) => release.name === name)?.values ?? {};

const configuration = String(at(valuesOf("minikube", "alloy"), "alloy", "configMap", "content"));
const [scraping] = parse(
  String(at(valuesOf("promtail", "promtail"), "config", "snippets", "scrapeConfigs")),
) as {
  relabel_configs: { source_labels: string[]; regex?: string; target_label: string }[];
  pipeline_stages: Record<string, unknown>[];
  kubernetes_sd_configs: { namespaces: { names: string[] } }[];
}[];

/** What a label is made from, as Alloy's configuration has it. */
const rules = [
  ...configuration.matchAll(
    /rule \{\s+source_labels = (\[.*\])\s+(?:regex\s+= (".*")\s+)?target_label\s+= (".*")/g,
  ),
].map(([, from = "", regex, to = ""]) => ({
  source_labels: JSON.parse(from) as string[],
  ...(regex ? { regex: JSON.parse(regex) as string } : {}),
  target_label: JSON.parse(to) as string,
}));

const names = (environment: string, type: string) =>
  stack(`${environment}-platform`)
    .resources(type)
    .map(({ name, metadata }) => String(name ?? at(metadata, "name")));

test("logs.shipper takes one release, namespace and set of flows in the place of the other", () => {
  const shipping = (environment: string) => ({
    releases: names(environment, "helm_release").filter((name) => /^(alloy|promtail)/.test(name)),
    namespaces: names(environment, "kubernetes_namespace_v1").filter((name) => name === "log-shipper"),
    flows: names(environment, "kubernetes_network_policy_v1")
      .filter((name) => /^(alloy|promtail)-to-/.test(name))
      .sort(),
  });
  expect(shipping("minikube")).toEqual({
    releases: ["alloy"],
    namespaces: [],
    flows: [
      "alloy-to-api-server-pods-and-their-logs-out",
      "alloy-to-loki-log-lines-in",
      "alloy-to-loki-log-lines-out",
    ],
  });
  expect(shipping("promtail")).toEqual({
    releases: ["promtail", "promtail-rights"],
    namespaces: ["log-shipper"],
    flows: [
      "promtail-to-api-server-pods-out",
      "promtail-to-loki-log-lines-in",
      "promtail-to-loki-log-lines-out",
    ],
  });
});

test("with Promtail its own namespace is privileged, and that of Loki stays restricted", () => {
  const levels = stack("promtail-platform")
    .resources("kubernetes_namespace_v1")
    .map(({ metadata }) => [
      at(metadata, "name"),
      at(metadata, "labels", "pod-security.kubernetes.io/enforce"),
    ]);
  expect(levels).toContainEqual(["log-shipper", "privileged"]);
  expect(levels).toContainEqual(["logging", "restricted"]);
});

test("both shippers make the same labels from the same properties of a pod", () => {
  expect(rules.map(({ target_label }) => target_label)).toEqual([...indexed, ...attached]);
  expect(scraping?.relabel_configs.filter(({ target_label }) => !target_label.startsWith("__"))).toEqual(
    rules,
  );
  expect(rules).toHaveLength(relabelling.length);
});

test("Alloy leaves a pod alone until its containers have started, and each pod is one reader's", () => {
  expect(configuration).toMatch(
    /source_labels = \["__meta_kubernetes_pod_phase"\]\s+regex\s+= "Pending"\s+action\s+= "drop"/,
  );
  const [, modulus] = /modulus\s+= (\d+)/.exec(configuration) ?? [];
  const kept = [...configuration.matchAll(/"__tmp_share"\]\s+regex\s+= "(\d+)"\s+action\s+= "keep"/g)];
  const readers = [
    ...configuration.matchAll(
      /loki\.source\.kubernetes "share_(\d+)" \{\s+targets\s+= discovery\.relabel\.share_\1\./g,
    ),
  ];
  const all = Array.from({ length: Number(modulus) }, (_, index) => String(index));
  expect(kept.map(([, share]) => share)).toEqual(all);
  expect(readers.map(([, share]) => share)).toEqual(all);
});

test("both index the same few labels and send the rest with the line", () => {
  expect(scraping?.pipeline_stages).toEqual([
    { cri: {} },
    { structured_metadata: { pod: "", workflow: "" } },
    { labelallow: ["namespace", "container", "app"] },
  ]);
  expect(configuration).toContain('values = { pod = "", workflow = "" }');
  expect(configuration).toContain('stage.label_keep {\n    values = ["namespace", "container", "app"]');
});

test("both write to the same Loki as the same tenant", () => {
  const url = "http://loki.logging.svc.cluster.local:3100/loki/api/v1/push";
  expect(at(valuesOf("promtail", "promtail"), "config", "clients")).toEqual([{ url, tenant_id: "ivcap" }]);
  expect(configuration).toContain(`url       = "${url}"\n    tenant_id = "ivcap"`);
});

test("both read every namespace of the platform, by a role in each and none of the cluster", () => {
  const platform = (environment: string) => names(environment, "kubernetes_namespace_v1").sort();
  const { namespaces } = (at(valuesOf("minikube", "alloy"), "rbac") ?? {}) as { namespaces: string[] };
  expect([...namespaces].sort()).toEqual(platform("minikube"));
  expect(configuration).toContain(`names = [${namespaces.map((name) => `"${name}"`).join(", ")}]`);
  const discovered = scraping?.kubernetes_sd_configs[0]?.namespaces.names ?? [];
  expect([...discovered].sort()).toEqual(platform("promtail"));
  expect(at(valuesOf("promtail", "promtail"), "rbac", "create")).toBe(false);
});

test("the regular expression for `app` takes the first label that a pod has", () => {
  const { regex = "" } = relabelling.find(({ to }) => to === "app") ?? {};
  const app = (...labels: string[]) => new RegExp(`^(?:${regex})$`).exec(labels.join(";"))?.[1];
  expect(app("loki", "")).toBe("loki");
  expect(app("", "minio")).toBe("minio");
  expect(app("one", "two")).toBe("one");
  expect(app("", "")).toBeUndefined();
});

test("an order's lines are found by its workflow's name, without those of Argo's own containers", () => {
  expect(orderLines("order-1")).toBe(
    '{namespace="order-runner", container!~"init|wait"} | workflow=`order-1`',
  );
});
