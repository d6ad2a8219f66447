/**
 * The language of `filter` on lists, for people in docs/reference/filter.md:
 *
 *     filter   = all *( "or" all )
 *     all      = one *( "and" one )
 *     one      = "not" one / "(" filter ")" / field operator literal
 *     operator = "~=" / "eq" / "ne" / "lt" / "le" / "gt" / "ge"
 *     literal  = "'" *( any character but "'" / "''" ) "'"
 *
 * Words may be in either case; `published_at` is `published-at`. It is what the API's documentation shows of OData's `$filter`, with `~=` for SQL's
 * LIKE; parsers of OData read a far larger language, without `~=`.
 */
export type FieldType = "text" | "instant";
export type Fields<Name extends string = string> = Readonly<Record<Name, FieldType>>;

/** Which operators a field takes. `~=` is LIKE: `%` any text, `_` one character, `\` before either means the character itself. */
export const OPERATORS = {
  text: ["~=", "eq", "ne"],
  instant: ["eq", "ne", "lt", "le", "gt", "ge"],
} as const satisfies Record<FieldType, readonly string[]>;
export type Operator = (typeof OPERATORS)[FieldType][number];

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
  /** Of an instant: RFC 3339 in UTC to the millisecond. */
  value: string;
};
