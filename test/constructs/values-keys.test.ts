import { freeForm } from "../../constructs/free-form";
import { type ChartName, type ComponentName, chartPins, type Pin, pins } from "../../constructs/pins";
import { releasesOf } from "../../scripts/support/releases";
import { keysOf, readKeys, staleness, unknownKeys, type ValuesKeys } from "../../scripts/support/values-keys";
import { folderWith } from "../support/environment-folder";
import { program } from "../support/program";
import { deployments } from "../support/stacks";

const components = Object.keys(chartPins) as ChartName[];
const freeFormOf = (component: string) => Object.keys(freeForm[component as ComponentName] ?? {});
const listOf = (component: string) => readKeys(component) ?? { chart: "", version: "", keys: [] };

/** Releases of charts from outside, as they are in one deployment. */
const releases = deployments.flatMap(({ name, stacks }) =>
  stacks
    .flatMap(releasesOf)
    .filter(({ chart }) => !chart.startsWith("assets/"))
    .map((release) => ({ ...release, title: `${release.component} in ${name}` })),
);

test.each(components)("the list of keys beside %s is of the pinned chart", (component) => {
  expect(staleness(component, chartPins[component])).toBeUndefined();
});

test("a list of another version than the pin, and none, say which command to run", () => {
  const pin: Pin = pins.minio;
  const run =
    /^constructs\/minio\/values-keys\.json: found: .*; allowed: keys of minio 5\.4\.0; run `npm run values-keys/;
  expect(staleness("minio", pin, { ...listOf("minio"), version: "5.3.0" })).toMatch(run);
  expect(staleness("minio", pin, { ...listOf("minio"), chart: "silo" })).toMatch(run);
  expect(staleness("nothing", pin)).toMatch(/^constructs\/nothing\/values-keys\.json: found: no such file; /);
});

test.each(releases.map((release) => [release.title, release] as const))(
  "every key that we set is one that the pinned chart knows: %s",
  (_, { component, values }) => {
    expect(unknownKeys(values, listOf(component), freeFormOf(component))).toEqual([]);
  },
);

test.each(components)("a made-up key of %s is found, at the top and deep inside", (component) => {
  const { values } = releases.find((release) => release.component === component) ?? { values: {} };
  const keys = listOf(component);
  expect(unknownKeys({ ...values, madeUp: true }, keys, freeFormOf(component))).toEqual(["madeUp"]);
  const deep = keys.keys.find((key) => key.split(".").length === 2)?.split(".")[0] ?? "";
  expect(unknownKeys({ [deep]: { madeUp: 1 } }, keys, [])).toEqual([`${deep}.madeUp`]);
});

test("what is declared as free is set by us and named by the chart, and could not be judged by names", () => {
  for (const component of components) {
    const judged = releases
      .filter((release) => release.component === component)
      .flatMap(({ values }) => unknownKeys(values, listOf(component), []));
    for (const path of freeFormOf(component)) {
      expect(judged.filter((key) => key.startsWith(`${path}.`) || key === `${path}[]`)).not.toEqual([]);
    }
  }
});

const LIST: ValuesKeys = { chart: "c", version: "1.0.0", keys: ["a.b", "list", "map"] };

test("maps are followed key by key, free ones are not, and a list of maps has to be declared", () => {
  expect(unknownKeys({ a: { b: { c: 1 } }, list: ["x"], map: {} }, LIST, [])).toEqual(["a.b.c"]);
  expect(unknownKeys({ list: [{ x: 1 }], map: { x: 1 } }, LIST, [])).toEqual(["list[]", "map.x"]);
  expect(unknownKeys({ list: [{ x: 1 }], map: { x: 1 } }, LIST, ["list", "map"])).toEqual([]);
});

test("a chart's keys are those of its values.yaml and those that only its templates read", () => {
  const chart = folderWith({
    "values.yaml": "a: { b: 1, c: {} }\nlist: [{ x: 1 }]\n",
    "templates/one.yaml": "x: {{ .Values.a.d.e | quote }}{{ $.Values.top }}",
    "templates/deep/_helpers.tpl": "{{ .Values.a.b }}",
  });
  expect(keysOf(chart)).toEqual(["a.b", "a.c", "a.d.e", "list", "top"]);
});

test("a chart inside a chart is known under its name or alias, its global values and its switches once for all", () => {
  const chart = folderWith({
    "Chart.yaml":
      "dependencies: [{ name: store, alias: cache, condition: cache.enabled, tags: [data] }, { name: store }]\n",
    "values.yaml": "global: { mode: a }\ncache: { size: 1 }\n",
    "templates/one.yaml": "{{ .Values.top }}",
    "charts/store/values.yaml": "size: 2\n",
    "charts/store/templates/one.yaml": "{{ .Values.class }}{{ .Values.global.region }}",
    "charts/store/charts/disk/values.yaml": "type: ssd\n",
    "charts/helpers/Chart.yaml": "type: library\n",
    "charts/helpers/templates/_one.tpl": "{{ .Values.callers }}{{ .Values.global.zone }}",
  });
  expect(keysOf(chart)).toEqual([
    ...["cache.class", "cache.disk.type", "cache.enabled", "cache.size"],
    ...["global.mode", "global.region", "global.zone"],
    ...["store.class", "store.disk.type", "store.size"],
    ...["tags.data", "top"],
  ]);
});

test.each<[string, string[], RegExp]>([
  ["no folder of charts", [], /^--charts: found: nothing; usage: npm run values-keys/],
  [
    "charts that are not the pinned ones",
    ["--charts", folderWith({ "kubernetes-replicator/Chart.yaml": "version: 9.9.9\n" })],
    /^--charts: found: .*kubernetes-replicator of version 9\.9\.9; allowed: .*; fetch it with `helm pull/,
  ],
])("values-keys with %s ends with one line and exit code 1", async (_, args, message) => {
  const { code, stdout, stderr } = await program("scripts/values-keys.ts", args);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr.trim().split("\n")).toEqual([expect.stringMatching(message)]);
});
