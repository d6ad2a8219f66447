import { existsSync } from "node:fs";
import { loadEnvironments } from "../../environments/load";
import { releasesOf } from "../../scripts/support/releases";
import { namespacesOf } from "../../stacks/platform/definitions";
import { program } from "../support/program";
import { deployments } from "../support/stacks";
import { lines } from "./lines";
import type { Answer } from "./loki";
import { type Dashboard, dashboards, filledIn, type Panel, panelsOf } from "./panels";
import { problemsOf } from "./rules";
import { verdict } from "./verdict";

type Editable<T> = T extends object ? { -readonly [K in keyof T]: Editable<T[K]> } : T;

const namespaces = loadEnvironments("environments")
  .flatMap(namespacesOf)
  .map(({ name }) => name);
const panels = panelsOf(Object.values(dashboards));
const releases = deployments.flatMap(({ name, stacks }) =>
  stacks.flatMap(releasesOf).map((release) => ({ ...release, deployment: name })),
);
const valuesOf = (release: string) =>
  releases.filter(({ name }) => name === release).map(({ values }) => values);

test("dashboards have stable uids, ask Loki only, by labels that the shippers set and namespaces that there are", () => {
  expect(Object.keys(dashboards)).toEqual(["orders.json", "platform.json"]);
  expect(problemsOf(dashboards, namespaces)).toEqual([]);
});

const spoilt: [string, (copy: Editable<Dashboard>) => void, RegExp][] = [
  ["a uid that is not the file's name", (copy) => Object.assign(copy, { uid: "x" }), /its uid is x/],
  ["a form of another version", (copy) => Object.assign(copy, { schemaVersion: 39 }), /schema 39/],
  ["an id twice", (copy) => Object.assign(copy.panels[0] ?? {}, { id: 2 }), /two panels of one id/],
  [
    "a panel of another data source",
    (copy) => asks(copy, {}, { uid: "prometheus" }),
    /asks another data source/,
  ],
  ["a panel without an expression", (copy) => asks(copy, { expr: " " }), /asks nothing/],
  ["a label that nobody sets", (copy) => asks(copy, { expr: '{job="argo"}' }), /no stream has the label job/],
  ["a label of lines in a selector", (copy) => asks(copy, { expr: '{workflow="x"}' }), /the label workflow/],
  [
    "a namespace that there is not",
    (copy) => asks(copy, { expr: '{namespace="argoo"}' }),
    /no namespace argoo/,
  ],
  [
    "a link into nowhere",
    (copy) => Object.assign(copy, { links: [{ url: "/d/nowhere" }] }),
    /a dashboard that there is not: nowhere/,
  ],
];

const asks = (copy: Editable<Dashboard>, target: object, datasource?: object) => {
  const [panel] = copy.panels;
  Object.assign(panel?.targets[0] ?? {}, target);
  if (datasource) Object.assign(panel ?? {}, { datasource });
};

test.each(spoilt)("refused: %s", (_, spoil, message) => {
  const copy = structuredClone(dashboards) as Editable<Record<string, Dashboard>>;
  spoil(copy["orders.json"] as Editable<Dashboard>);
  expect(problemsOf(copy, namespaces).join("\n")).toMatch(message);
});

test("Grafana gets the files as they are: no template of Helm reads them, and what Helm reads as a template has none", () => {
  for (const { manifests } of valuesOf("grafana-dashboards")) {
    const [{ data }] = manifests as [{ data: Record<string, string> }];
    expect(Object.entries(data).map(([file, text]) => [file, JSON.parse(text)])).toEqual(
      Object.entries(dashboards),
    );
  }
  expect(valuesOf("grafana-dashboards")).not.toEqual([]);
  expect(
    valuesOf("grafana")
      .map((values) => JSON.stringify(values))
      .join(),
  ).not.toContain("{{");
});

test("the data source has the uid that the dashboards name, and home is a dashboard of ours", () => {
  for (const values of valuesOf("grafana")) {
    const text = JSON.stringify(values);
    expect(text).toContain('"uid":"loki","type":"loki"');
    const [, home = ""] = /default_home_dashboard_path":"[^"]*\/([\w.-]+)"/.exec(text) ?? [];
    expect(existsSync(`constructs/grafana/dashboards/${home}`)).toBe(true);
  }
});

test("the data source is the site's Loki where the site has one, and no Grafana comes where it is left out", () => {
  const [inside] = releases.filter(
    ({ deployment, name }) => deployment === "own-inside" && name === "grafana",
  );
  expect(JSON.stringify(inside?.values)).toContain('"url":"http://logs.site-logs.svc.cluster.local:3101"');
  const outside = releases.filter(({ deployment }) => deployment === "own-outside").map(({ name }) => name);
  expect(outside.filter((name) => name.includes("grafana"))).toEqual([]);
});

test("for each panel there is a line that it has to find, and every line names panels that there are", () => {
  const titles = panels.map(({ title }) => title);
  const meant = new Set(lines.flatMap(({ shownBy }) => shownBy));
  expect([...meant].sort()).toEqual([...titles].sort());
});

test("a variable that nobody chose a value for is an error, not an empty query", () => {
  expect(filledIn('{namespace=~"$namespace"} [$__auto]')).toBe('{namespace=~".+"} [1h]');
  expect(() => filledIn("$account")).toThrow("no value for $account");
});

const failed: Panel = { title: "Platform: Gateway: requests that failed", isLog: true, expression: "" };
const counted: Panel = { title: "Orders: Failed orders", isLog: false, expression: "" };
const [line = ""] = lines.filter(({ shownBy }) => shownBy.includes(failed.title)).map(({ text }) => text);

test.each<[string, Panel, Answer | string, RegExp]>([
  ["the very lines", failed, { kind: "streams", lines: [line] }, /^ok$/],
  ["nothing", failed, { kind: "streams", lines: [] }, /^not found: /],
  ["a line too many", failed, { kind: "streams", lines: [line, "other"] }, /^found too: other$/],
  ["a count in a panel of lines", failed, { kind: "vector", count: 1, series: [] }, /cannot show vector/],
  ["what Loki does not take", failed, "Loki says 400: parse error", /parse error/],
  ["the very count", counted, { kind: "vector", count: 1, series: [{ workflow: "x" }] }, /^ok$/],
  ["another count", counted, { kind: "vector", count: 0, series: [] }, /another number/],
  [
    "a series of nothing",
    counted,
    { kind: "vector", count: 1, series: [{ workflow: "" }] },
    /without a name/,
  ],
])("the verdict on a query that finds %s", (_, panel, answer, expected) => {
  expect(verdict(panel, answer)[2]).toMatch(expected);
});

test.concurrent.each<[string, string[], RegExp]>([
  [
    "no Loki",
    ["--loki", "./nowhere"],
    /^--loki: found: no program \.\/nowhere; allowed: Loki's program or the URL/,
  ],
  ["a URL where none is", ["--loki", "http://127.0.0.1:9"], /^--loki: no Loki is ready at http:/],
])("test:dashboards says in one line what is missing: %s", async (_, args, message) => {
  const { code, stderr } = await program("test/dashboards/main.ts", args);
  expect(code).toBe(1);
  expect(stderr.trim()).toMatch(message);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
