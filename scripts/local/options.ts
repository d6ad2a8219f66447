import { resolve } from "node:path";
import { CommandError } from "../support/cli";

export interface LocalOptions {
  /** Absolute. */
  readonly data: string;
  /** 0 takes any that is free. */
  readonly port: number;
}

/** @throws CommandError naming the option, what was found and what is allowed */
export function localOptions({ data, port }: { data: string; port: string }, usage: string): LocalOptions {
  const wrong = (option: string, found: string, allowed: string) =>
    new CommandError(`${option}: found: ${JSON.stringify(found)}; allowed: ${allowed}; usage: ${usage}`);
  if (data.trim() === "" || data.includes("\0")) throw wrong("--data", data, "the path of a folder");
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw wrong("--port", port, "a number from 1 to 65535, or 0 for any port that is free");
  return { data: resolve(data), port: Number(port) };
}
