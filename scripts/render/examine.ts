import { components } from "../../stacks/platform/definitions";
import { isOurs } from "../support/releases";
import type { JsonObject } from "../support/stack-json";
import type { Cell } from "../support/table";
import type { Finding } from "./finding";
import { type Engine, render } from "./helm";
import { idleLeaves, leavesOf } from "./leaves";
import { podFindings } from "./pod-rules";
import { at, podsOf } from "./pods";
import type { Rendered } from "./rendered";
import { validator } from "./validator";
import { volumeFindings } from "./volume-rules";
import { workloadFindings } from "./workload-rules";

const DEAD = "dropping it or changing it changes nothing that is rendered; remove it";

export interface Examination {
  readonly engine: Engine;
  /** The oldest and the newest Kubernetes that the pins allow. */
  readonly ends: readonly string[];
  /** What the stack makes itself and rules have to know: its accounts. */
  readonly others: readonly JsonObject[];
}

/** Looks at each release; bindings and definitions of one are needed to judge another. */
export async function examine(rendered: readonly Rendered[], { engine, ends, others }: Examination) {
  const all = [...others, ...rendered.flatMap(({ objects }) => objects)];
  const validate = validator(all);
  const findings: Finding[] = [];
  const rows: Cell[][] = [];
  for (const each of rendered) {
    const { release, objects, failure } = each;
    const pods = podsOf(objects, release.namespace);
    const idle = failure || isOurs(release) ? [] : await idleOf(each, engine);
    const dead = idle.filter(({ kind }) => kind === "dead");
    const found = [
      ...(objects.length > 0 ? [] : [{ rule: "renders", where: release.name, says: failure || "nothing" }]),
      ...(failure || isOurs(release) ? [] : await refusedEnds(each, engine, ends)),
      ...objects.flatMap((object) =>
        validate(object).map((says) => ({ rule: "schema", where: title(object), says })),
      ),
      ...podFindings(pods, all),
      ...volumeFindings(objects),
      ...(isOurs(release) ? [] : workloadFindings(pods, workloadsOf(release.component))),
      ...dead.map(({ path }) => ({ rule: "dead value", where: path, says: DEAD })),
    ].map((finding) => ({ component: release.component, ...finding }));
    findings.push(...found);
    const containers = pods.reduce((sum, pod) => sum + pod.containers.length, 0);
    const values = leavesOf(release.values).length;
    const counts = isOurs(release) ? ["-", "-"] : [dead.length, idle.length - dead.length];
    rows.push([release.name, objects.length, containers, values, ...counts]);
  }
  return { rows, findings };
}

const workloadsOf = (component: string) => components.find(({ name }) => name === component)?.workloads;

async function idleOf({ release, folder }: Rendered, engine: Engine) {
  const text = async (values: JsonObject) => (await render(engine, folder, release, values)).text;
  return idleLeaves(release.values, text);
}

/** The chart itself has to accept what its pin says of Kubernetes. */
async function refusedEnds({ release, folder }: Rendered, engine: Engine, ends: readonly string[]) {
  const tried = await Promise.all(
    ends.map(async (end) => {
      const { failure } = await render(
        { ...engine, kubernetes: `${end}.0` },
        folder,
        release,
        release.values,
      );
      return { rule: "kubernetes", where: end, says: failure };
    }),
  );
  return tried.filter(({ says }) => says !== "");
}

const title = (object: JsonObject) => `${object.kind}/${at(object, "metadata", "name")}`;
