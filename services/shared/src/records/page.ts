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

/**
 * One page of a list. Each allowed way is looked for by itself and the parts are merged: each reads its own index in order and ends at
 * the limit, however many rows of others lie between.
 *
 * @param query what is read of a row; conditions, order and limit come from here. The order's value is `order_value`.
 * @param id the column that parts rows of one value
 */
export async function pageOf<Row extends { id: string; order_value: string; at_time: string }>(
  database: Database | Transaction<Tables>,
  query: SelectQueryBuilder<Tables, keyof Tables, Row>,
  id: string,
  request: PageRequest<string>,
): Promise<Page<Row>> {
  const found = await rowsOf(database, query, id, request);
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

/** The instant of the statement, as the column `at_time` of {@link pageOf}'s rows. */
export const atTime = sql<string>`date_trunc('milliseconds', statement_timestamp())`.as("at_time");

/** One row more than was asked for, which tells that there is a next page. */
async function rowsOf<Row>(
  database: Database | Transaction<Tables>,
  query: SelectQueryBuilder<Tables, keyof Tables, Row>,
  id: string,
  { allowed, where, atTime, after, order, descending, limit }: PageRequest<string>,
): Promise<Row[]> {
  const direction = descending ? "desc" : "asc";
  const conditions = [
    validAt(atTime),
    ...where,
    ...(after === undefined ? [] : [behind(order, id, after, descending)]),
  ];
  const [first, ...others] = allowed.map((way) =>
    query
      .where(allOf([way, ...conditions]))
      .orderBy(sql.ref(order), direction)
      .orderBy(sql.ref(id), direction)
      .limit(limit + 1),
  );
  if (first === undefined) return [];
  if (others.length === 0) return await first.execute();
  const parts = sql.join(
    [first, ...others].map((part) => sql`(${part})`),
    sql` union all `,
  );
  const merged = sql<Row>`${parts} order by order_value ${sql.raw(direction)}, id ${sql.raw(direction)} limit ${limit + 1}`;
  return (await merged.execute(database)).rows;
}

/** Rows that held at an instant; without one, those that hold. */
const validAt = (instant: string | undefined): Expression<SqlBool> =>
  instant === undefined
    ? sql`valid_to is null`
    : sql`valid_from <= ${instant}::timestamptz and (valid_to is null or valid_to > ${instant}::timestamptz)`;

/** Rows behind a cursor, found by an index over the same columns: page 1,000 costs what page 1 costs. */
const behind = (column: string, id: string, cursor: Cursor, descending: boolean): Expression<SqlBool> => {
  const place = sql`(${sql.ref(column)}, ${sql.ref(id)})`;
  const end = sql`(${cursor.value}, ${cursor.id})`;
  return descending ? sql`${place} < ${end}` : sql`${place} > ${end}`;
};

const allOf = (conditions: Expression<SqlBool>[]): Expression<SqlBool> =>
  sql`${sql.join(
    conditions.map((each) => sql`(${each})`),
    sql` and `,
  )}`;
