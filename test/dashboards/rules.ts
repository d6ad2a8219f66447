import { dataSource } from "../../constructs/grafana/dashboards";
import { indexed } from "../../constructs/logging/labels";
import { type Dashboard, panelsOf } from "./panels";

/** Grafana's last version of this form of a dashboard. */
const SCHEMA = 42;

/** What is wrong with dashboards, a line for each place. */
export function problemsOf(
  all: Readonly<Record<string, Dashboard>>,
  namespaces: readonly string[],
): string[] {
  return Object.entries(all).flatMap(([file, dashboard]) =>
    [
      ...ofForm(file, dashboard),
      ...ofDataSources(dashboard),
      ...ofSelectors(dashboard, namespaces),
      ...ofLinks(dashboard, Object.values(all)),
    ].map((problem) => `${file}: ${problem}`),
  );
}

function ofForm(file: string, { uid, schemaVersion, panels }: Dashboard): string[] {
  const ids = panels.map(({ id }) => id);
  return [
    ...(file === `${uid}.json`
      ? []
      : [`its uid is ${uid}: links and bookmarks need it to be the file's name`]),
    ...(schemaVersion === SCHEMA ? [] : [`schema ${schemaVersion}, not ${SCHEMA}`]),
    ...(new Set(ids).size === ids.length ? [] : ["two panels of one id"]),
  ];
}

/** Panels, targets and variables all name Loki by the uid that it is provisioned with. */
const ofDataSources = ({ panels, templating }: Dashboard): string[] => [
  ...panels.flatMap(({ title, datasource, targets }) => [
    ...(targets.length > 0 && targets.every(({ expr }) => expr.trim()) ? [] : [`${title}: asks nothing`]),
    ...[{ datasource }, ...targets].filter(isElsewhere).map(() => `${title}: asks another data source`),
  ]),
  ...templating.list
    .filter(({ type }) => type === "query")
    .filter(isElsewhere)
    .map(({ name }) => `variable ${name}: asks another data source`),
];

const isElsewhere = ({ datasource }: { readonly datasource?: { readonly uid: string } }) =>
  datasource?.uid !== dataSource;

/** Streams are asked for by labels that shippers set, and by namespaces that there are. */
const ofSelectors = (dashboard: Dashboard, namespaces: readonly string[]): string[] =>
  panelsOf([dashboard]).flatMap(({ title, expression }) =>
    [...expression.matchAll(/\{([^{}]*)\}/g)].flatMap(([, selector = ""]) =>
      [...selector.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].flatMap(
        ([, label = "", operator, value = ""]) => [
          ...((indexed as readonly string[]).includes(label)
            ? []
            : [`${title}: no stream has the label ${label}`]),
          ...(label === "namespace" && operator === "=" && !namespaces.includes(value)
            ? [`${title}: there is no namespace ${value}`]
            : []),
        ],
      ),
    ),
  );

const ofLinks = (dashboard: Dashboard, all: readonly Dashboard[]): string[] =>
  [...JSON.stringify(dashboard).matchAll(/"\/d\/([\w-]+)/g)]
    .filter(([, uid]) => !all.some((each) => each.uid === uid))
    .map(([, uid]) => `a link to a dashboard that there is not: ${uid}`);
