import type { ComponentDefinition } from "../../constructs/definition";
import { DEFAULT_REQUESTS } from "../../constructs/isolation/namespaces";
import type { PodRequests } from "../../constructs/pod-requests";
import { amountOf, GIB } from "../../constructs/quantity";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";
import type { Json, JsonObject } from "../support/stack-json";
import type { PodFinding } from "./pod-rules";
import { at, listAt, podsOf } from "./pods";

type Requests = Pick<PodRequests, "cpu" | "memory">;

/** What one pod asks for: its containers together, or a step before them that asks for more. */
function asksOf(spec: Json | undefined): Requests {
  const each = (key: string) =>
    listAt(spec, key).map((container) => {
      const asked = (what: "cpu" | "memory") =>
        amountOf(String(at(container, "resources", "requests", what) ?? DEFAULT_REQUESTS[what]));
      return { cpu: Math.round(1000 * asked("cpu")), memory: asked("memory") };
    });
  const containers = each("containers");
  const largest = (what: keyof Requests) =>
    Math.max(
      containers.reduce((sum, container) => sum + container[what], 0),
      ...each("initContainers").map((step) => step[what]),
    );
  return { cpu: largest("cpu"), memory: largest("memory") };
}

/** Pods that an operator makes of an object: their number, and the object's part that reads like the spec of one. */
function madeOf(object: JsonObject): { count: Json | undefined; spec: Json | undefined } | undefined {
  const spec = at(object, "spec");
  switch (`${object.kind}`) {
    case "Cluster": // CloudNativePG
      return {
        count: at(spec, "instances"),
        spec: { containers: [{ resources: at(spec, "resources") ?? null }] },
      };
    case "Pooler":
      return { count: at(spec, "instances"), spec: at(spec, "template", "spec") };
    case "EnvoyProxy": {
      const made = at(spec, "provider", "kubernetes", "envoyDeployment");
      const beside = listAt(made, "patch", "value", "spec", "template", "spec", "containers");
      return {
        count: at(made, "replicas"),
        spec: { containers: [(at(made, "container") ?? {}) as JsonObject, ...beside] },
      };
    }
    default:
      return undefined;
  }
}

/** What objects start, in the words of a definition. */
export const startedBy = (objects: readonly JsonObject[], namespace: string): PodRequests[] =>
  objects.flatMap((object): PodRequests[] => {
    const name = `${object.kind}/${at(object, "metadata", "name")}`;
    const made = madeOf(object);
    if (made) return [{ name, pods: Number(made.count ?? 1), ends: false, ...asksOf(made.spec) }];
    return podsOf([object], namespace).map(({ spec }) => ({
      name,
      pods: object.kind === "DaemonSet" ? "one on each node" : Number(at(object, "spec", "replicas") ?? 1),
      ends: ["Job", "CronJob", "Pod"].includes(String(object.kind)),
      ...asksOf(spec),
    }));
  });

const text = ({ cpu, memory }: Requests) => `${cpu}m and ${Math.round(memory / 1024 ** 2)}Mi`;

/** All that run always, as one line to compare; on each node counts apart. */
function total(runs: readonly PodRequests[]): string {
  const of = (isThere: (each: PodRequests) => boolean) => {
    const some = runs.filter((each) => !each.ends && isThere(each));
    const number = (each: PodRequests) => (typeof each.pods === "number" ? each.pods : 1);
    const sum = (what: keyof Requests) => some.reduce((all, each) => all + number(each) * each[what], 0);
    const pods = some.reduce((all, each) => all + number(each), 0);
    return `${pods} with ${text({ cpu: sum("cpu"), memory: sum("memory") })}`;
  };
  return `${of(({ pods }) => typeof pods === "number")}; on each node ${of(({ pods }) => typeof pods !== "number")}`;
}

/** Where what a component starts is not what its definition says, by which the size of nodes is judged. */
export function requestFindings(
  definition: Pick<ComponentDefinition, "runs">,
  environment: Environment,
  found: readonly PodRequests[],
): PodFinding[] {
  const said = definition.runs(environment);
  const jobs = said.filter(({ ends }) => ends);
  const rule = "requests";
  return [
    ...(total(said) === total(found)
      ? []
      : [
          {
            rule,
            where: "pods",
            says: `found: ${total(found)}; the definition says: ${total(said)} (sizes.ts)`,
          },
        ]),
    ...found
      .filter((each) => each.ends && !jobs.some((job) => text(job) === text(each)))
      .map((each) => ({
        rule,
        where: each.name,
        says: `asks for ${text(each)}; the definition names no such job (sizes.ts)`,
      })),
  ];
}

/** Claims that objects make, each with its size in bytes. */
export const claimedBy = (objects: readonly JsonObject[]): number[] =>
  objects.flatMap((object) => {
    const spec = at(object, "spec");
    const of = (claim: Json | undefined) =>
      amountOf(String(at(claim, "spec", "resources", "requests", "storage")));
    const times = (count: Json | undefined, size: number): number[] => Array(Number(count ?? 1)).fill(size);
    switch (`${object.kind}`) {
      case "PersistentVolumeClaim":
        return [of(object)];
      case "StatefulSet":
        return listAt(spec, "volumeClaimTemplates").flatMap((claim) =>
          times(at(spec, "replicas"), of(claim)),
        );
      case "Cluster":
        return times(at(spec, "instances"), amountOf(String(at(spec, "storage", "size"))));
      default:
        return [];
    }
  });

/** Where the claims of a component are not what its definition says, by which their cost is estimated. */
export function claimFindings(
  { volumes = () => [] }: Pick<ComponentDefinition, "volumes">,
  environment: Environment,
  found: readonly number[],
): PodFinding[] {
  const list = (sizes: readonly number[]) =>
    sizes
      .map((size) => `${size / GIB} GiB`)
      .sort()
      .join(", ") || "none";
  const said = volumes(environment, accessOf(environment)).flatMap(({ count, size }) =>
    Array<number>(count).fill(amountOf(size)),
  );
  return list(said) === list(found)
    ? []
    : [
        {
          rule: "claims",
          where: "volumes",
          says: `found: ${list(found)}; the definition says: ${list(said)} (sizes.ts)`,
        },
      ];
}
