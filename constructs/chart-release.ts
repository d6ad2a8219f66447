import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { EnvironmentError } from "../environments/load";
import type { Environment } from "../environments/schema";
import { chartFolder } from "./chart-folder";
import type { ComponentProps } from "./component";
import type { ComponentDefinition } from "./definition";
import { type ChartName, chartPins } from "./pins";

/** A chart to install: from a repository, or a folder where `repository` is absent. */
export interface Chart {
  readonly chart: string;
  readonly version: string;
  readonly repository?: string;
}

/** The chart of a component: the pin, with what the environment overrides, from the mirror where there is one. */
export function chartOf({ file, components, charts }: Environment, name: ChartName): Chart {
  const pin = chartPins[name];
  const own = components?.[name]?.chart;
  const version = own?.version ?? pin.version;
  const mirror = charts?.mirror;
  if (mirror === undefined)
    return { chart: pin.chart, version, repository: own?.repository ?? pin.repository };
  if (/^(https?|oci):\/\//.test(mirror)) return { chart: pin.chart, version, repository: mirror };
  const found = chartFolder(mirror, {
    chart: pin.chart,
    version,
    repository: own?.repository ?? pin.repository,
  });
  if ("problem" in found) throw new EnvironmentError(`${file}: charts.mirror: ${found.problem}`);
  return { chart: found.folder, version };
}

export interface ChartReleaseProps {
  /** The release's name in its namespace; the same in every environment. */
  readonly name: string;
  readonly namespace: string;
  readonly chart: Chart;
  /** As in the chart's values.yaml. Holds names of secrets, never their values. */
  readonly values: object;
  /** What must be there first, namespace and policies included. */
  readonly dependsOn: readonly ITerraformDependable[];
  /** How long an install or upgrade may take until everything is ready. @default 600 seconds */
  readonly timeoutSeconds?: number;
}

/** The shared base of everything Helm installs: waits until it is ready, and can be applied again after it failed. */
export class ChartRelease extends Construct {
  readonly release: Release;

  constructor(
    scope: Construct,
    id: string,
    { chart, name, namespace, values, dependsOn, timeoutSeconds = 600 }: ChartReleaseProps,
  ) {
    super(scope, id);
    this.release = new Release(this, "release", {
      name,
      namespace,
      ...chart,
      values: [toValues(values)],
      timeout: timeoutSeconds,
      wait: true,
      waitForJobs: true,
      // A failed install stays visible for whoever looks for the reason; the next apply upgrades it in place, where a plain
      // install would be refused ("cannot re-use a name that is still in use").
      atomic: false,
      upgradeInstall: true,
      cleanupOnFail: true,
      maxHistory: 5,
      createNamespace: false, // namespaces carry Pod Security labels and policies, so they are made before
      dependsOn: [...dependsOn],
    });
  }
}

/** Values as JSON, which is YAML. `${` and `%{` would be Terraform's, but for the references that cdktf puts in. */
export const toValues = (values: object): string =>
  JSON.stringify(values)
    .replace(/\$\{(?!TfToken\[)/g, () => "$${")
    .replace(/%\{/g, "%%{");

/** The release of a component's own chart: its name, place and pin are those of its definition. */
export const componentRelease = (
  scope: Construct,
  { name, namespace }: ComponentDefinition & { readonly name: ChartName },
  { environment, dependsOn }: ComponentProps,
  values: object,
  settings: Partial<Pick<ChartReleaseProps, "dependsOn" | "timeoutSeconds">> = {},
): Release =>
  new ChartRelease(scope, "chart", {
    name,
    namespace: namespace.name,
    chart: chartOf(environment, name),
    values,
    dependsOn,
    ...settings,
  }).release;
