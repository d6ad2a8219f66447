/**
 * The language of `filter` on lists, for people in docs/reference/filter.md:
 *
 *     filter   = all *( "or" all )
 *     all      = one *( "and" one )
 *     one      = "not" one / "(" filter ")" / field operator literal
 *     operator = "~=" / "eq" / "ne" / "lt" / "le" / "gt" / "ge"
 *     literal  = "'" *( any character but "'" / "''" ) "'" / word
 *     word     = letters, digits and % _ . : / - without spaces, as in the command line's help: name~=Fred
 *
 * Words may be in either case; `published_at` is `published-at`. It is what the API's documentation shows of OData's `$filter`, with `~=` for SQL's
 * LIKE; parsers of OData read a far larger language, without `~=`.
 */

import type { Kind } from "../urn";

/** What a field holds: text, an instant, or the id of an entity of one kind, which is written in any form that urn.ts reads. */
export type FieldType = "text" | "instant" | `${Kind} id`;
export type Fields<Name extends string = string> = Readonly<Record<Name, FieldType>>;

/** Which operators a field takes. `~=` is LIKE: `%` any text, `_` one character, `\` before either means the character itself. */
const OPERATORS = {
  text: ["~=", "eq", "ne"],
  instant: ["eq", "ne", "lt", "le", "gt", "ge"],
  id: ["eq", "ne"],
} as const;
export type Operator = (typeof OPERATORS)[keyof typeof OPERATORS][number];
export const operatorsOf = (type: FieldType): readonly Operator[] =>
  OPERATORS[type === "text" || type === "instant" ? type : "id"];

/** What a filter may measure at most, so that none costs much to read, or Postgres to plan. */
export const BOUNDS = { characters: 2_000, depth: 32, comparisons: 50 } as const;

export type Filter<Name extends string = string> =
  | { kind: "and" | "or"; of: readonly Filter<Name>[] }
  | { kind: "not"; of: Filter<Name> }
  | Comparison<Name>;

export type Comparison<Name extends string = string> = {
  kind: "comparison";
  field: Name;
  type: FieldType;
  operator: Operator;
  /** Of an instant: RFC 3339 in UTC to the millisecond. Of an id: its uuid. */
  value: string;
};
