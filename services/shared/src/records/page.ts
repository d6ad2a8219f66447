import { type Expression, type SelectQueryBuilder, type SqlBool, sql, type Transaction } from "kysely";
import type { Database } from "../database/connect";
import type { Tables } from "../database/tables";

/** Where a page ended: the value that the list is ordered by, and the id that parts equal ones. */
export type Cursor = { value: string; id: string };

/** What of a list is wanted. `T` names the columns that it can be ordered by. */
export type PageRequest<T extends string> = {
  limit: number;
  order: T;
  descending: boolean;
  /** RFC 3339; undefined: now. */
  atTime?: string;
  after?: Cursor;
  /** The ways in which a row may be seen, one of which it must meet; no row meets two. */
  allowed: Expression<SqlBool>[];
  /** All that it must meet besides, such as the client's filter. */
  where: Expression<SqlBool>[];
};

export type Page<Row> = {
  rows: Row[];
  /** Where the next page begins; undefined on the last one. */
  next?: Cursor;
  /** The instant whose state this is. */
  atTime: string;
};

/** Rows that held at an instant; without one, those that hold. */
export const validAt = (instant: string | undefined): Expression<SqlBool> =>
  instant === undefined
    ? sql`valid_to is null`
    : sql`valid_from <= ${instant}::timestamptz and (valid_to is null or valid_to > ${instant}::timestamptz)`;

/** Rows behind a cursor, found by an index over the same columns: page 1,000 costs what page 1 costs. */
export const behind = (
  column: string,
  id: string,
  cursor: Cursor,
  descending: boolean,
): Expression<SqlBool> => {
  const place = sql`(${sql.ref(column)}, ${sql.ref(id)})`;
  const end = sql`(${cursor.value}, ${cursor.id})`;
  return descending ? sql`${place} < ${end}` : sql`${place} > ${end}`;
};

export const allOf = (conditions: Expression<SqlBool>[]): Expression<SqlBool> =>
  conditions.length === 0
    ? sql`true`
    : sql`${sql.join(
        conditions.map((each) => sql`(${each})`),
        sql` and `,
      )}`;

/**
 * The rows of a page, looked for in each allowed way by itself and merged: each part reads its own index in order and ends at the limit,
 * however many rows of others lie between.
 */
export async function rowsOf<Row extends { id: string; order_value: string }>(
  database: Database | Transaction<Tables>,
  { allowed, descending, limit }: PageRequest<string>,
  partOf: (allowed: Expression<SqlBool>) => SelectQueryBuilder<Tables, keyof Tables, Row>,
): Promise<Row[]> {
  const [first, ...others] = allowed.map(partOf);
  if (first === undefined) return [];
  if (others.length === 0) return await first.execute();
  const parts = sql.join(
    [first, ...others].map((part) => sql`(${part})`),
    sql` union all `,
  );
  const direction = sql.raw(descending ? "desc" : "asc");
  const { rows } =
    await sql<Row>`${parts} order by order_value ${direction}, id ${direction} limit ${limit + 1}`.execute(
      database,
    );
  return rows;
}

/** One row more than was asked for tells that there is a next page. */
export function pageOf<Row extends { id: string; order_value: string; at_time: string }>(
  found: Row[],
  request: { limit: number; atTime?: string },
): Page<Row> {
  const rows = found.slice(0, request.limit);
  const last = rows.at(-1);
  return {
    rows,
    ...(found.length > request.limit && last !== undefined
      ? { next: { value: last.order_value, id: last.id } }
      : {}),
    atTime: request.atTime ?? found[0]?.at_time ?? new Date().toISOString(),
  };
}
