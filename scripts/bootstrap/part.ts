/** One thing that keeping state needs, such as a bucket or a setting of it. */
export interface Part {
  /** In words, with its name. */
  readonly what: string;
  /** How it is, against how it should be. Where what it belongs to is missing, it is missing too. */
  look(): Promise<Look>;
  /** Makes or mends it. Never called where it is as it should be. */
  make(): Promise<unknown>;
}

export type Look = "ok" | "missing" | "changed";

/** The parts of one home of states, in the order in which they are made. */
export type Parts = readonly Part[];

/** A look by comparing: nothing there, the same, or something else. */
export const compared = (found: unknown, same: boolean): Look =>
  found === undefined ? "missing" : same ? "ok" : "changed";

/** Whether `found` says everything that `wanted` says, at any depth; what it says besides does not matter. */
export function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((each, index) => holds(found[index], each))
    );
  }
  if (typeof wanted === "object" && wanted !== null) {
    return (
      typeof found === "object" &&
      found !== null &&
      Object.entries(wanted).every(([key, value]) => holds((found as Record<string, unknown>)[key], value))
    );
  }
  return found === wanted;
}
