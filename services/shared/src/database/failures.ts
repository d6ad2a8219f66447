import { type ApiError, invalidParameter, notAvailable } from "../errors";

/**
 * What Postgres, or the way to it, refused, as the client has to hear of it; undefined for what is our own mistake. Codes:
 * https://www.postgresql.org/docs/17/errcodes-appendix.html
 *
 * @param asked the parameter whose text Postgres was given to judge (JSON, a JSON path, a pattern), if it was
 */
export function failureOf(error: unknown, asked?: Judged): ApiError | undefined {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  if (asked !== undefined && (isRefusal(code) || (asked.query && isRefusalOfQuery(code))))
    return invalidParameter(asked.name, refusal(code, message), asked.value);
  if (isAway(code) || NO_CONNECTION.test(message))
    return notAvailable("the database does not answer; nothing was changed");
  if (code === CANCELED || isDeaf(error))
    return notAvailable("the database is too slow at the moment; nothing was changed");
  return undefined;
}

export type Judged = {
  name: string;
  /** What it held. */
  value?: string | undefined;
  /** It is a filter or a JSON path: what it means, and how long that takes, is its own fault and not the database's. */
  query?: boolean;
};

const CANCELED = "57014";
/** Of pg: no answer to a statement, not even that it was ended. */
export const isDeaf = (error: unknown): boolean => (error as Error).message === "Query read timeout";
const NO_CONNECTION =
  /^(Connection terminated|Client (has encountered a connection error|was closed)|timeout (exceeded when trying to connect|expired)|Cannot use a pool after calling end)/;

/** Data exceptions (22), and text that is nested too deep (54001) or too long (54000). */
const isRefusal = (code: string) => code.startsWith("22") || code.startsWith("54");

/** Syntax (42601), a variable that is not there (42704), what Postgres has not or only with time zones (0A000), a time-out. */
const isRefusalOfQuery = (code: string) => ["42601", "42704", "0A000", CANCELED].includes(code);

/** Connections (08), rights lost in a failover (25006), resources (53: disk full, memory, connections), shutdown (57P), conflicts (40). */
const isAway = (code: string) =>
  /^(08|53|57P|40)/.test(code) ||
  code === "25006" ||
  /^(ECONN|ENOENT|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|EACCES)/.test(code);

const refusal = (code: string, message: string): string =>
  code === CANCELED
    ? "took too long to evaluate; ask for one entity or schema, or for less"
    : `is refused by the database: ${message.split("\n")[0]}`;
