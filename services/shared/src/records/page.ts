import { type Expression, type SqlBool, sql } from "kysely";

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
  /** All that a row must meet: who may see it, the client's filter. */
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
