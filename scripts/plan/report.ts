import { CommandError } from "../support/cli";
import { table } from "../support/table";
import type { Loss, Refusal } from "./judge";
import type { PlannedLayer } from "./layers";

/** What the command prints and ends with. */
export interface Report {
  readonly summary: string;
  /** A line for each loss that is refused. */
  readonly refused: readonly string[];
  readonly exitCode: 0 | 2;
}

const judged = (layers: readonly PlannedLayer[]) =>
  layers.flatMap((layer) => ("verdict" in layer ? [layer] : []));

/** @throws CommandError where an address is allowed that no plan takes away: whoever wrote it meant something else */
export function reportOn(layers: readonly PlannedLayer[], allowed: readonly string[]): Report {
  const refused = judged(layers).flatMap(({ stack, verdict }) =>
    verdict.refused.map(
      (refusal) => `${stack}: ${inWords(refusal)}. Refused: ${refusal.reason}. ${mend(refusal)}`,
    ),
  );
  if (refused.length === 0) refuseUnneeded(layers, allowed);
  return { summary: summary(layers), refused, exitCode: refused.length > 0 ? 2 : 0 };
}

/** A row for each layer; below it those that cannot be planned yet, and every resource that goes. */
function summary(layers: readonly PlannedLayer[]): string {
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

function refuseUnneeded(layers: readonly PlannedLayer[], allowed: readonly string[]): void {
  const lost = judged(layers).flatMap(({ verdict }) => verdict.losses.map(({ address }) => address));
  const wrong = allowed.filter((address) => !lost.includes(address));
  if (wrong.length === 0) return;
  throw new CommandError(
    `--allow-destroy: found: ${wrong.join(", ")}, which no plan takes away; allowed: ${lost.join(", ") || "nothing, since nothing goes"}; leave it out`,
  );
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
