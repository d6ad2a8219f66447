import type { Release } from "../support/releases";
import type { JsonObject } from "../support/stack-json";
import type { Cell } from "../support/table";
import type { Finding } from "./finding";
import { chartFolder, objectsOf, render } from "./helm";
import { idleLeaves, leavesOf } from "./leaves";
import { podFindings } from "./pod-rules";
import { at, podsOf } from "./pods";
import { validator } from "./validator";
import { volumeFindings } from "./volume-rules";

const DEAD = "dropping it or changing it changes nothing that is rendered; remove it";

export interface Tools {
  readonly charts: string;
  readonly helm: string;
  /** What the stack makes itself and rules have to know: its accounts. */
  readonly others: readonly JsonObject[];
}

interface Result {
  readonly release: Release;
  readonly folder: string;
  readonly objects: readonly JsonObject[];
  readonly failure: string;
}

/** Renders all releases of a stack, then looks at each: bindings and definitions of one are needed to judge another. */
export async function examine(releases: readonly Release[], { charts, helm, others }: Tools) {
  const folders = releases.map((release) => chartFolder(release, charts)); // all of them, before the first is rendered
  const results: Result[] = await Promise.all(
    releases.map(async (release, index) => {
      const folder = folders[index] ?? "";
      const { text, failure } = await render(helm, folder, release, release.values);
      return { release, folder, objects: objectsOf(text ?? ""), failure };
    }),
  );
  const all = [...others, ...results.flatMap(({ objects }) => objects)];
  const validate = validator(all);
  const findings: Finding[] = [];
  const rows: Cell[][] = [];
  for (const { release, folder, objects, failure } of results) {
    const pods = podsOf(objects, release.namespace);
    const idle = failure || isOurs(release) ? [] : await idleOf(release, folder, helm);
    const dead = idle.filter(({ kind }) => kind === "dead");
    const found = [
      ...(objects.length > 0 ? [] : [{ rule: "renders", where: release.name, says: failure || "nothing" }]),
      ...objects.flatMap((object) =>
        validate(object).map((says) => ({ rule: "schema", where: title(object), says })),
      ),
      ...podFindings(pods, all),
      ...volumeFindings(objects),
      ...dead.map(({ path }) => ({ rule: "dead value", where: path, says: DEAD })),
    ].map((each) => ({ component: release.component, ...each }));
    findings.push(...found);
    const containers = pods.reduce((sum, pod) => sum + pod.containers.length, 0);
    const values = leavesOf(release.values).length;
    const counts = isOurs(release) ? ["-", "-"] : [dead.length, idle.length - dead.length];
    rows.push([release.name, objects.length, containers, values, ...counts, found.length]);
  }
  return { rows, findings };
}

/** Our own chart prints what it is given; the schemas judge that. */
const isOurs = ({ chart }: Release) => chart.startsWith("assets/");

async function idleOf(release: Release, folder: string, helm: string) {
  const text = async (values: JsonObject) => (await render(helm, folder, release, values)).text;
  return idleLeaves(release.values, text);
}

const title = (object: JsonObject) => `${object.kind}/${at(object, "metadata", "name")}`;
