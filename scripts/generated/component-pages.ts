import { stringify } from "yaml";
import type { ComponentDefinition } from "../../constructs/definition";
import { type Flow, flowTitle, type Peer } from "../../constructs/isolation/flows";
import { levelOf } from "../../constructs/isolation/namespaces";
import { type ComponentName, chartPins, hasChart, pins } from "../../constructs/pins";
import { accessOf } from "../../stacks/cluster";
import { components, definitions, flowsOf } from "../../stacks/platform/definitions";
import { releasesOf } from "../support/releases";
import { componentKeys } from "./environment-doc";
import type { GeneratedFile } from "./generated-file";
import { code, list, page, table } from "./markdown";
import { readers, rotation } from "./secrets-doc";
import { shippedEnvironment, shippedStacks } from "./shipped";

/** docs/components: a page for each component, and one that lists them. */
export const componentPages: readonly GeneratedFile[] = [
  { file: "docs/components/README.md", content: overview },
  ...components.map((component) => ({
    file: fileOf(component.name),
    content: () => componentPage(component),
  })),
];

function fileOf(name: string) {
  return `docs/components/${name}.md`;
}

function overview(): string {
  return page(
    "Components",
    "What the platform installs by Helm, each from its definition in `constructs/<name>/`.",
    table(
      ["Component", "Chart", "Namespace", "Pod Security", "Needs", "Role"],
      components.map((component) => [
        `[${component.name}](${component.name}.md)`,
        chartOf(component.name)?.title ?? "objects of ours",
        code(component.namespace.name),
        levelOf(component.namespace),
        component.needs.join(", "),
        component.role,
      ]),
    ),
  );
}

/** Nothing where the objects are all ours. */
function chartOf(name: ComponentName) {
  if (!hasChart(name)) return undefined;
  const { chart, version, repository } = chartPins[name];
  return { title: `${chart} ${version}`, source: `${code(chart)} ${version} from ${repository}` };
}

function componentPage(component: ComponentDefinition): string {
  const { name, role, secrets, backup, replacement } = component;
  return page(
    name,
    role,
    facts(component),
    "## Images",
    table(
      ["Image", "Reference"],
      Object.entries(pins[name].images).map(([key, image]) => [code(key), code(image)]),
    ),
    `Another one is named under \`components.${name}.images\`${hasChart(name) ? `, another chart under \`components.${name}.chart\`` : ""}.`,
    "## Settings",
    componentKeys(name),
    ...values(name),
    "## Flows",
    flows(component),
    "## Secrets",
    secrets.length === 0
      ? "It owns none."
      : table(
          ["Secret", "Keys", "Read by", "When its revision is raised"],
          secrets.map((secret) => [
            code(secret.name),
            Object.keys(secret.values).map(code).join(", "),
            readers(secret),
            rotation(secret),
          ]),
        ),
    "## Backups",
    backup,
    "## To replace it",
    replacement,
  );
}

function facts({ name, namespace, needs, holdsData, wanted }: ComponentDefinition): string {
  const { podSecurity } = namespace;
  const needing = definitions(shippedEnvironment()).filter((part) => part.needs.includes(name));
  const level =
    typeof podSecurity === "string" ? podSecurity : `${podSecurity.level}: ${podSecurity.because}`;
  return [
    `- Chart: ${chartOf(name)?.source ?? "none; its objects are ours"}`,
    `- Namespace: ${code(namespace.name)}, Pod Security ${level}`,
    `- Needs: ${list(needs) || "nothing"}`,
    `- Needed by: ${list(needing.map((part) => part.name)) || "nothing"}`,
    `- Holds data: ${holdsData ? "yes; kept by `protection: on`" : "no"}`,
    ...(wanted?.(shippedEnvironment()) === false ? ["- Not installed by `environments/minikube.yaml`"] : []),
  ].join("\n");
}

/** What we say to the chart, as `environments/minikube.yaml` has it; the rest is as the chart says. */
function values(name: string): string[] {
  const releases = shippedStacks()
    .filter((stack) => stack.name === `${shippedEnvironment().name}-platform`)
    .flatMap(releasesOf)
    .filter(({ component, chart }) => component === name && !chart.startsWith("assets/"));
  if (releases.length === 0) return [];
  return [
    "## Values",
    "What is said to the chart; everything else is as the chart has it.",
    ...releases.map(({ values }) =>
      ["```yaml", stringify(values, { lineWidth: 110 }).trimEnd(), "```"].join("\n"),
    ),
  ];
}

/** Those that it opens, and those of others that end at it. */
function flows(component: ComponentDefinition): string {
  const environment = shippedEnvironment();
  const own = component.flows(environment, accessOf(environment));
  const titles = new Set(own.map(flowTitle));
  const others = flowsOf(environment).filter(
    (flow) => !titles.has(flowTitle(flow)) && flow.to === component.entrance?.pods,
  );
  const found = [...own, ...others];
  if (found.length === 0) return "None but look-ups of names.";
  return table(
    ["Flow", "Port", "Opened for"],
    found.map((flow) => [`${peer(flow.from)} → ${peer(flow.to)}`, port(flow), flow.purpose]),
  );
}

const peer = (each: Peer) => (each.kind === "pods" ? `${each.name} (${code(each.namespace)})` : each.name);
const port = ({ to, port }: Flow) => (to.kind === "api-server" ? "the API server's" : String(port));
