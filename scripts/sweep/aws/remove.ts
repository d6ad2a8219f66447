import { command } from "../leftover";

/** A command of `aws` for one region, as it is typed. */
export type Remove = (...words: readonly string[]) => string;

export const removeIn =
  (region: string): Remove =>
  (...words) =>
    command("aws", ...words, "--region", region);
