import { Kysely, PostgresDialect } from "kysely";
import { type Client, type CustomTypesConfig, Pool, type PoolClient, types } from "pg";
import { isDeaf } from "./failures";
import type { Tables } from "./tables";

export type Database = Kysely<Tables>;

export type ConnectOptions = {
  /** @default 10 */
  connections?: number;
  /** Milliseconds after which Postgres ends a statement. @default 10000 */
  statementTimeout?: number;
  /** Told of connections that break while nobody uses them; the pool replaces them. */
  onError?: (error: Error) => void;
  /** Told of each statement with its bound parameters, which are clients' data. */
  onQuery?: (query: { sql: string; parameters: readonly unknown[] }) => void;
};

/** A pool of connections. It connects when first used, and again after the database was away. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const statementTimeout = options.statementTimeout ?? 10_000;
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
    statement_timeout: statementTimeout,
    // A server that is gone without a word answers nothing, and so ends no statement either.
    query_timeout: statementTimeout + 2_000,
    idle_in_transaction_session_timeout: 30_000,
    options: "-c timezone=UTC -c default_transaction_isolation=read\\ committed",
    types: instants,
  });
  pool.on("error", (error) => options.onError?.(error));
  pool.on("connect", endWhenDeaf);
  const { onQuery } = options;
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    ...(onQuery === undefined ? {} : { log: ({ query }) => onQuery(query) }),
  });
}

/**
 * A connection that did not answer a statement in time is closed, since nobody knows whether it ever will, and the pool would lend it to
 * the next. One that breaks while it is lent fails the statement; that it also says so as an event must not end the process.
 */
function endWhenDeaf(client: PoolClient): void {
  client.on("error", () => {});
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const watched = (...given: unknown[]) => {
    const result = query(...given);
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (isDeaf(error)) void (client as unknown as Client).end().catch(() => {});
      });
    }
    return result;
  };
  client.query = watched as typeof client.query;
}

/** `timestamptz` as RFC 3339 in UTC: `2026-11-26 23:10:01.5+00` is `2026-11-26T23:10:01.500Z`. */
function rfc3339Of(text: string): string {
  const [, day, time, fraction = ""] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text) ?? [];
  return day === undefined ? text : `${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
}

const TIMESTAMPTZ = 1184;
const instants: CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text") =>
    oid === TIMESTAMPTZ ? rfc3339Of : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
};
