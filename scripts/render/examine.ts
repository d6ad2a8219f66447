import { components } from "../../stacks/platform/definitions";
import { isOurs } from "../support/releases";
import type { JsonObject } from "../support/stack-json";
import type { Cell } from "../support/table";
import type { Finding } from "./finding";
import { held } from "./held";
import { type Engine, render } from "./helm";
import { idleLeaves, leavesOf } from "./leaves";
import { podFindings } from "./pod-rules";
import { at, podsOf } from "./pods";
import type { Rendered } from "./rendered";
import { validator } from "./validator";
import { volumeFindings } from "./volume-rules";
import { workloadFindings } from "./workload-rules";

const SAYS = {
  dead: "dropping it or changing it changes nothing that is rendered; remove it",
  default: "says what the chart says by itself; remove it, or hold it with a reason",
};

export interface Examination {
  readonly engine: Engine;
  /** The oldest and the newest Kubernetes that the pins allow. */
  readonly ends: readonly string[];
  /** What the stack makes itself and rules have to know: its accounts. */
  readonly others: readonly JsonObject[];
  /** Whose releases are looked at. */
  readonly isAbout: (component: string) => boolean;
}

/** Looks at each release; bindings and definitions of one are needed to judge another. */
export async function examine(rendered: readonly Rendered[], { engine, ends, others, isAbout }: Examination) {
  const all = [...others, ...rendered.flatMap(({ objects }) => objects)];
  const validate = validator(all);
  const findings: Finding[] = [];
  const rows: Cell[][] = [];
  const repeated: string[] = [];
  for (const each of rendered.filter(({ release }) => isAbout(release.component))) {
    const { release, objects, failure } = each;
    const pods = podsOf(objects, release.namespace);
    const idle = failure || isOurs(release) ? [] : await idleOf(each, engine);
    const refused = idle.filter(
      ({ kind, path }) => kind === "dead" || !held.some(({ paths }) => paths.test(path)),
    );
    repeated.push(...idle.map(({ path }) => path));
    const found = [
      ...(objects.length > 0 ? [] : [{ rule: "renders", where: release.name, says: failure || "nothing" }]),
      ...(failure || isOurs(release) ? [] : await refusedEnds(each, engine, ends)),
      ...objects.flatMap((object) =>
        validate(object).map((says) => ({ rule: "schema", where: title(object), says })),
      ),
      ...podFindings(pods, all),
      ...volumeFindings(objects),
      ...(isOurs(release) ? [] : workloadFindings(pods, workloadsOf(release.component))),
      ...refused.map(({ path, kind }) => ({ rule: `${kind} value`, where: path, says: SAYS[kind] })),
    ].map((finding) => ({ component: release.component, ...finding }));
    findings.push(...found);
    const containers = pods.reduce((sum, pod) => sum + pod.containers.length, 0);
    const values = leavesOf(release.values).length;
    const counts = isOurs(release) ? ["-", "-"] : [idle.length, idle.length - refused.length];
    rows.push([release.name, objects.length, containers, values, ...counts]);
  }
  return { rows, findings, repeated };
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
