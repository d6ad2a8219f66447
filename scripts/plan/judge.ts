import { DATA_RECORD, type DataRecord } from "../../constructs/data-holders";
import { type Fate, fateOf, type PlanJson, type ResourceChange } from "./plan-json";

/** A resource that a plan takes away, in one way or another. */
export interface Loss {
  readonly address: string;
  readonly fate: "replace" | "destroy" | "forget";
  /** In words: the attributes that force a replacement, or what else Terraform says. Never a value. */
  readonly because: string | undefined;
}

/** A loss that is not to happen, and why. */
export interface Refusal extends Loss {
  readonly reason: string;
  /** Whether naming it in `--allow-destroy` lets it pass. */
  readonly canBeAllowed: boolean;
}

export interface Verdict {
  readonly counts: Readonly<Record<Fate, number>>;
  readonly losses: readonly Loss[];
  readonly refused: readonly Refusal[];
}

/**
 * Refuses the loss of what holds data: of what the program marks today, and of what it marked at the last deployment. Both lists are
 * in the plan itself (constructs/data-holders.ts).
 * @param allowed addresses whose loss is meant
 */
export function judgePlan(plan: PlanJson, allowed: readonly string[] = []): Verdict {
  const changes = (plan.resource_changes ?? []).filter(({ mode }) => mode === "managed");
  const lists = listsOf(changes);
  const counts = { create: 0, change: 0, replace: 0, destroy: 0, forget: 0, stay: 0 };
  for (const change of changes) counts[fateOf(change)]++;
  const lost = changes.flatMap((change) => {
    const loss = lossOf(change);
    return loss === undefined ? [] : [{ change, loss }];
  });
  return {
    counts,
    losses: lost.map(({ loss }) => loss),
    refused: lost.flatMap(({ change, loss }) => {
      const refusal = reasonAgainst(change, lists);
      if (refusal === undefined) return [];
      return refusal.canBeAllowed && allowed.includes(loss.address) ? [] : [{ ...loss, ...refusal }];
    }),
  };
}

interface Lists {
  readonly now: DataRecord | undefined;
  readonly before: DataRecord | undefined;
}

function listsOf(changes: readonly ResourceChange[]): Lists {
  const record = changes.find(isRecord)?.change;
  const inputOf = (values: unknown) => (values as { input?: DataRecord } | null | undefined)?.input;
  return { now: inputOf(record?.after), before: inputOf(record?.before) };
}

const isRecord = ({ type, name }: ResourceChange) => type === DATA_RECORD.type && name === DATA_RECORD.name;

function lossOf(change: ResourceChange): Loss | undefined {
  const fate = fateOf(change);
  if (fate !== "replace" && fate !== "destroy" && fate !== "forget") return undefined;
  return { address: change.address, fate, because: becauseOf(change) };
}

function becauseOf({
  deposed,
  action_reason: reason,
  change: { replace_paths: paths = [] },
}: ResourceChange) {
  if (deposed !== undefined) return "what a replacement left behind";
  if (paths.length > 0)
    return `${[...new Set(paths.map(([attribute]) => attribute))].join(", ")} cannot change`;
  if (reason === "delete_because_no_resource_config") return "no longer in the program";
  return reason?.replace(/^(replace|delete)_because_/, "").replaceAll("_", " ");
}

function reasonAgainst(change: ResourceChange, { now, before }: Lists) {
  // Lists name resources, a plan their instances: without the index.
  const address = `${change.type}.${change.name}`;
  if (now?.addresses.includes(address)) {
    return now.protection === "on"
      ? { reason: "it holds data, and protection is on", canBeAllowed: false }
      : { reason: "it holds data", canBeAllowed: true };
  }
  if (before?.addresses.includes(address)) {
    const reason = "it held data at the last deployment, and the program no longer says so";
    return { reason, canBeAllowed: true };
  }
  if (before === undefined && fateOf(change) !== "replace" && change.type !== DATA_RECORD.type) {
    return { reason: "it may hold data: the state keeps no list of what does yet", canBeAllowed: true };
  }
  return undefined;
}
