import { type Expression, type RawBuilder, sql } from "kysely";
import type { Comparison, Filter, Operator } from "./grammar";

/** Where a field's value is: a column such as `service_revision.name`, or an expression. */
export type Columns<Name extends string> = Readonly<Record<Name, string | Expression<unknown>>>;

/**
 * A filter in SQL. What the client wrote is in bound parameters only; names and operators are ours.
 *
 * An item that lacks a field equals nothing there: `ne` and `not` hold for it, all else does not.
 */
export function filterSql<Name extends string>(
  filter: Filter<Name>,
  columns: Columns<Name>,
): RawBuilder<boolean> {
  switch (filter.kind) {
    case "comparison":
      return compared(filter, columns[filter.field]);
    case "not":
      return sql<boolean>`(${filterSql(filter.of, columns)}) is not true`;
    default: {
      const parts = filter.of.map((part) => filterSql(part, columns));
      return sql<boolean>`(${sql.join(parts, sql.raw(` ${filter.kind} `))})`;
    }
  }
}

function compared({ type, operator, value }: Comparison, column: string | Expression<unknown>) {
  const left = typeof column === "string" ? sql.ref(column) : column;
  const right = sql`cast(${value} as ${sql.raw(type === "text" ? "text" : type === "instant" ? "timestamptz" : "uuid")})`;
  return sql<boolean>`${left} ${sql.raw(SQL[operator])} ${right}`;
}

const SQL: Readonly<Record<Operator, string>> = {
  "~=": "like",
  eq: "=",
  ne: "is distinct from",
  lt: "<",
  le: "<=",
  gt: ">",
  ge: ">=",
};
