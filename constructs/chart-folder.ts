import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A chart as it has to lie in a folder of charts. */
export interface WantedChart {
  readonly chart: string;
  readonly version: string;
  /** Where it comes from, for the command that fetches it. */
  readonly repository: string | undefined;
}

/** @returns the chart's folder, or what is wrong: what was found, what is allowed, and how to fetch it */
export function chartFolder(
  charts: string,
  { chart, version, repository }: WantedChart,
): { readonly folder: string } | { readonly problem: string } {
  const folder = join(charts, chart);
  const file = join(folder, "Chart.yaml");
  const found = existsSync(file)
    ? (parse(readFileSync(file, "utf8")) as { version?: string } | null)?.version
    : undefined;
  if (found === version) return { folder };
  return {
    problem:
      `found: ${folder} ${found === undefined ? "without a Chart.yaml" : `of version ${found}`}; ` +
      `allowed: chart ${chart} of version ${version}; fetch it with \`${fetchCommand({ chart, version, repository })}\``,
  };
}

/** How Helm is told to fetch a chart: a registry's charts go by their whole address. */
export function fetchCommand({ chart, version, repository }: WantedChart): string {
  const from = repository?.startsWith("oci://")
    ? `${repository}/${chart}`
    : `${repository ? `--repo ${repository} ` : ""}${chart}`;
  return `helm pull --untar --version ${version} ${from}`;
}
