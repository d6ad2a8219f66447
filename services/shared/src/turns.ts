import { tooManyRequests } from "./errors";

export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/**
 * Work that is bounded for each key, such as an account: `most` at a time, what comes then waits in line for `patience` milliseconds.
 *
 * @param what such as "JSON paths", for the error
 * @throws ApiError 429 where its turn does not come in time
 */
export function turnsOf({ what, most, patience }: { what: string; most: number; patience: number }): Turns {
  const lines = new Map<string, { running: number; waiting: (() => void)[] }>();

  const turnIn = (waiting: (() => void)[]) =>
    new Promise<void>((start, refuse) => {
      const go = () => {
        clearTimeout(timer);
        start();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1);
        refuse(tooManyRequests(`more than ${most} ${what} at a time take too long`, patience / 1_000));
      }, patience);
      waiting.push(go);
    });

  return async (key, work) => {
    const line = lines.get(key) ?? { running: 0, waiting: [] };
    lines.set(key, line);
    if (line.running < most) line.running++;
    else await turnIn(line.waiting);
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next !== undefined) next();
      else if (--line.running === 0) lines.delete(key);
    }
  };
}
