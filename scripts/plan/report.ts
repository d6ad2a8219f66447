import { table } from "../support/table";
import type { Loss, Refusal } from "./judge";
import type { PlannedLayer } from "./layers";

const judged = (layers: readonly PlannedLayer[]) =>
  layers.flatMap((layer) => ("verdict" in layer ? [layer] : []));

/** A row for each layer; below it those that cannot be planned yet, and every resource that goes. */
export function summary(layers: readonly PlannedLayer[]): string {
  const rows = judged(layers).map(({ stack, verdict: { counts } }) => [
    stack,
    ...COLUMNS.map((fate) => counts[fate]),
  ]);
  const waiting = layers.flatMap((layer) =>
    "after" in layer ? [`${layer.stack} is plannable after ${layer.after.join(" and ")}`] : [],
  );
  const losses = judged(layers).flatMap(({ stack, verdict }) =>
    verdict.losses.map((loss) => `${stack}: ${inWords(loss)}`),
  );
  const parts = [[table(["layer", ...COLUMNS], rows), ...waiting], losses];
  return parts.flatMap((lines) => (lines.length > 0 ? [lines.join("\n")] : [])).join("\n\n");
}

const COLUMNS = ["create", "change", "replace", "destroy", "forget"] as const;

/** A line for each loss that is refused. */
export const refusals = (layers: readonly PlannedLayer[]): string[] =>
  judged(layers).flatMap(({ stack, verdict }) =>
    verdict.refused.map(
      (refusal) => `${stack}: ${inWords(refusal)}. Refused: ${refusal.reason}. ${mend(refusal)}`,
    ),
  );

/** Of the addresses whose loss was allowed: those that no plan takes away. */
export function unneeded(layers: readonly PlannedLayer[], allowed: readonly string[]): string[] {
  const lost = judged(layers).flatMap(({ verdict }) => verdict.losses.map(({ address }) => address));
  return allowed.filter((address) => !lost.includes(address));
}

const FATES = {
  replace: "would be destroyed and made anew",
  destroy: "would be destroyed",
  forget: "would be forgotten, and stay where it is without anyone who looks after it",
};

const inWords = ({ address, fate, because }: Loss) =>
  `${address} ${FATES[fate]}${because === undefined ? "" : ` (${because})`}`;

const mend = ({ address, canBeAllowed }: Refusal) =>
  canBeAllowed
    ? `If it is meant: --allow-destroy '${address}'`
    : "If it is meant: set protection: off, deploy, then plan again with --allow-destroy";
