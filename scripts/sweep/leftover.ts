/** Something that outlived its deployment. */
export interface Leftover {
  /** In words: `load balancer`. */
  readonly kind: string;
  /** By which its command knows it. */
  readonly id: string;
  /** By which people know it, where it has a name besides. */
  readonly name?: string;
  /** Why it is known to be ours: the tag, the name, the place. */
  readonly because: string;
  /** The exact command that deletes it. */
  readonly remove: string;
  /** Deleting it loses data. */
  readonly holdsData?: boolean;
  /** Why it is meant to stay; then its being there is no failure. */
  readonly kept?: string;
}

/** Why what `npm run bootstrap` made is not a leftover: until somebody takes it away it proves what there was. */
export const STATES_STAY = "it holds the states; docs/operations/state.md says how it goes";

/** Looks at one target for what outlived a deployment. */
export interface Sweeper {
  /** Where it looks, in words. */
  readonly place: string;
  /** In the order in which they can be deleted. @throws CommandError where it cannot look everywhere: a part is never taken for the whole */
  leftovers(): Promise<Leftover[]>;
}

/** An argument as a shell takes it. */
export const quoted = (argument: string): string =>
  /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

/** A command as it is typed. */
export const command = (...words: readonly string[]): string => words.map(quoted).join(" ");
