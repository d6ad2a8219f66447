import type { Leftover, Sweeper } from "./leftover";

export interface Swept {
  readonly lines: readonly string[];
  /** Whether nothing is left but what is meant to stay. */
  readonly clean: boolean;
}

/** Looks, and says what is left: two lines for each, what it is and the command that deletes it. */
export async function sweep({ place, leftovers }: Sweeper): Promise<Swept> {
  const found = await leftovers();
  const kept = found.filter((each) => each.kept !== undefined);
  const left = found.filter((each) => each.kept === undefined);
  const data = left.filter(({ holdsData }) => holdsData);
  const rest = left.filter(({ holdsData }) => !holdsData);
  return {
    clean: left.length === 0,
    lines: [
      ...section(`${rest.length} left in ${place}, in the order in which they can be deleted:`, rest),
      ...section(`${data.length} left that hold data: deleting one loses it`, data),
      ...section(`${kept.length} kept on purpose:`, kept),
      left.length === 0 ? `nothing is left in ${place}` : `${left.length} are left in ${place}`,
    ],
  };
}

const section = (title: string, leftovers: readonly Leftover[]): string[] =>
  leftovers.length === 0 ? [] : [title, ...leftovers.flatMap(told), ""];

const told = ({ kind, id, name, because, kept, remove }: Leftover) => [
  `  ${kind} ${id}${name === undefined ? "" : ` (${name})`}: ${kept ?? because}`,
  `    ${remove}`,
];
