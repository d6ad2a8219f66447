import type { Database } from "@ivcap/shared/database/connect";
import { suspensions } from "@ivcap/shared/records/suspensions";

/** How long a suspension made by another replica may go unnoticed, in milliseconds. */
const INTERVAL = 5_000;

export type Standing = {
  /** Why the account is suspended; undefined where it is not. */
  reasonFor: (account: string) => string | undefined;
  /** Settles when it is known who is suspended; fails where the database cannot tell. */
  known: () => Promise<void> | undefined;
  refresh: () => Promise<void>;
  stop: () => void;
};

/**
 * Who is suspended. There are few, so each replica knows them all and asks the database every few seconds instead of at every request.
 * While the database is away, what was known holds.
 */
export function standingOf(
  database: Database,
  log: { warn(details: object, message: string): void },
): Standing {
  let reasons: ReadonlyMap<string, string> | undefined;
  const refresh = async () => {
    reasons = new Map((await suspensions(database)).map(({ account, reason }) => [account, reason]));
  };
  const timer = setInterval(() => {
    if (reasons !== undefined)
      refresh().catch((error) => log.warn({ err: error }, "suspensions are not up to date"));
  }, INTERVAL);
  timer.unref();
  return {
    reasonFor: (account) => reasons?.get(account),
    known: () => (reasons === undefined ? refresh() : undefined),
    refresh,
    stop: () => clearInterval(timer),
  };
}
