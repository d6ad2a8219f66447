import { parse } from "yaml";
import { chartPins, hasChart } from "../../constructs/pins";
import type { Environment } from "../../environments/schema";
import { installedIn } from "../../stacks/platform/definitions";
import { CommandError } from "./cli";

const SECONDS = 10;

/**
 * Asks the mirror that charts come from, which synth cannot: a repository for each pinned chart, a registry whether it is one.
 * A folder was looked at when the stacks were made.
 * @throws CommandError naming the key, what was found and what is allowed
 */
export async function requireChartMirror(environment: Environment): Promise<void> {
  const mirror = environment.charts?.mirror;
  const problem = mirror?.startsWith("oci://")
    ? await registryProblem(mirror)
    : mirror?.startsWith("http")
      ? await repositoryProblem(mirror, environment)
      : undefined;
  if (problem !== undefined) throw new CommandError(`${environment.file}: charts.mirror: ${problem}`);
}

/** Whoever it lets in: that it wants to be told who asks is an answer too. */
async function registryProblem(mirror: string): Promise<string | undefined> {
  const url = `https://${mirror.slice("oci://".length).split("/")[0]}/v2/`;
  const found = await answerOf(url);
  if (typeof found !== "string" && (found.ok || found.status === 401)) return undefined;
  return `found: ${url} ${says(found)}; allowed: a registry that answers there`;
}

async function repositoryProblem(mirror: string, environment: Environment): Promise<string | undefined> {
  const url = `${mirror.replace(/\/$/, "")}/index.yaml`;
  const found = await answerOf(url);
  if (typeof found === "string" || !found.ok) {
    return `found: ${url} ${says(found)}; allowed: a Helm repository that answers there`;
  }
  const { entries = {} } = (parse(await found.text()) ?? {}) as Index;
  const missing = installedIn(environment).flatMap(({ name }) => {
    if (!hasChart(name)) return [];
    const { chart, version: pinned } = chartPins[name];
    const version = environment.components?.[name]?.chart?.version ?? pinned;
    return entries[chart]?.some((each) => each.version === version) ? [] : [`${chart} ${version}`];
  });
  return missing.length === 0
    ? undefined
    : `found: ${url} without ${missing.join(", ")}; allowed: a Helm repository with every pinned chart; \`npm run bill-of-materials\` lists them`;
}

interface Index {
  readonly entries?: Readonly<Record<string, readonly { version: string }[]>>;
}

/** The answer, or why there is none. */
const answerOf = (url: string): Promise<Response | string> =>
  fetch(url, { signal: AbortSignal.timeout(SECONDS * 1000) }).catch(
    (error: Error) => (error.cause as Error | undefined)?.message || error.message,
  );

const says = (found: Response | string) =>
  typeof found === "string" ? `does not answer (${found})` : `answers ${found.status}`;
