import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseAllDocuments } from "yaml";
import { chartFolder as folderOf, type WantedChart } from "../../constructs/chart-folder";
import { CommandError } from "../support/cli";
import { run } from "../support/command";
import { isOurs, type Release } from "../support/releases";
import type { Json, JsonObject } from "../support/stack-json";

/** The Kubernetes whose schemas are here, and that charts are rendered for: a helm without it would take the version it was built with. */
export const KUBERNETES = "1.34.0";

/** What renders: the program, and the Kubernetes that it is told. */
export interface Engine {
  readonly helm: string;
  readonly kubernetes: string;
}

/** @throws CommandError where the program is missing or not of a version that the charts are known to render with */
export async function requireHelm(program: string): Promise<void> {
  const { code, stdout } = await run(program, ["version", "--template", "{{.Version}}"]);
  const needed = "3.17 or newer of version 3, from https://helm.sh/docs/intro/install/ or named by --helm";
  if (code !== 0) throw new CommandError(`${program} is missing: install Helm ${needed}`);
  const [, minor = "0"] = /v3\.(\d+)/.exec(stdout) ?? [];
  if (Number(minor) < 17) throw new CommandError(`${program} is ${stdout.trim()}: install Helm ${needed}`);
}

/** @throws CommandError where there is no folder of charts */
export function requireCharts(charts: string | undefined, usage: string): string {
  if (charts === undefined) throw new CommandError(`--charts: found: nothing; usage: ${usage}`);
  const path = resolve(charts);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new CommandError(
    `--charts: found: no folder ${path}; allowed: a folder that holds each chart as a folder of its own, as \`helm pull --untar\` leaves it`,
  );
}

/**
 * The folder of a release's chart: ours beside the stack, any other in the folder of charts, in exactly the pinned version.
 * @throws CommandError naming what is there, what has to be, and how to fetch it
 */
export function chartFolder({ chart, version, repository, stackFolder }: Release, charts: string): string {
  if (isOurs({ chart })) return join(stackFolder, chart);
  return requireChart(charts, { chart: basename(chart), version, repository });
}

export function requireChart(charts: string, wanted: WantedChart): string {
  const found = folderOf(charts, wanted);
  if ("problem" in found) throw new CommandError(`--charts: ${found.problem}`);
  return found.folder;
}

export interface Rendered {
  /** What helm printed; undefined where it refused the values. */
  readonly text: string | undefined;
  readonly failure: string;
}

/** Renders a chart as the provider does at apply: this name, this namespace, these values, hooks and definitions included, `helm test` left out. */
export async function render(
  { helm, kubernetes }: Engine,
  folder: string,
  release: Release,
  values: Json,
): Promise<Rendered> {
  const { code, stdout, stderr } = await run(
    helm,
    [
      ...["template", release.name, folder, "--namespace", release.namespace],
      ...["--kube-version", kubernetes, "--include-crds", "--skip-tests", "--values", "-"],
    ],
    { input: JSON.stringify(values) },
  );
  if (code === 0) return { text: stdout, failure: "" };
  return { text: undefined, failure: stderr.trim().split("\n").slice(-3).join(" ") };
}

/** The objects of a rendered text. */
export const objectsOf = (text: string): JsonObject[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as JsonObject | null)
    .filter((object) => object !== null);
