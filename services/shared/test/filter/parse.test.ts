import type { Filter } from "@ivcap/shared/filter/grammar";
import { parseFilter } from "@ivcap/shared/filter/parse";
import { randomFrom } from "../support/random";
import { refusal } from "../support/refusal";

const FIELDS = { name: "text", description: "text", "published-at": "instant", id: "service id" } as const;
const UUID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";
const parse = (text: string) => parseFilter(text, FIELDS);
const refused = (text: string) => refusal(() => parse(text)).body;

/** With all parentheses written, so that a test reads how a filter was understood. */
function shown(filter: Filter): string {
  if (filter.kind === "comparison") return `${filter.field} ${filter.operator} '${filter.value}'`;
  if (filter.kind === "not") return `not (${shown(filter.of)})`;
  return `(${filter.of.map(shown).join(` ${filter.kind} `)})`;
}

test.each([
  ["name ~= 'Scott%'", "name ~= 'Scott%'"],
  ["name~='Scott'", "name ~= 'Scott'"],
  ["name eq 'x'", "name eq 'x'"],
  ["  name\n EQ\t'x' ", "name eq 'x'"],
  ["name ne ''", "name ne ''"],
  ["name eq 'it''s'", "name eq 'it's'"],
  ["name eq ''''", "name eq '''"],
  ["name eq ' and '", "name eq ' and '"],
  ["name eq 'ü\u{1f600}'", "name eq 'ü\u{1f600}'"],
  ["name ~= '100\\%'", "name ~= '100\\%'"],
  ["name ~= 'a\\\\'", "name ~= 'a\\\\'"],
  ["name eq 'a\\'", "name eq 'a\\'"],
  ["name eq '1' or name eq '2' and name eq '3'", "(name eq '1' or (name eq '2' and name eq '3'))"],
  ["(name eq '1' or name eq '2') and name eq '3'", "((name eq '1' or name eq '2') and name eq '3')"],
  ["not name eq '1' and name eq '2'", "(not (name eq '1') and name eq '2')"],
  ["not (name eq '1' and name eq '2')", "not ((name eq '1' and name eq '2'))"],
  ["((name eq '1'))", "name eq '1'"],
  ["published_at ge '2026-01-31T12:00:00+01:00'", "published-at ge '2026-01-31T11:00:00.000Z'"],
  ["published-at eq '2026-01-31t12:00:00.123456z'", "published-at eq '2026-01-31T12:00:00.123Z'"],
  [`id eq '${UUID}'`, `id eq '${UUID}'`],
  [`id ne 'URN:ivcap:service:${UUID.toUpperCase()}'`, `id ne '${UUID}'`],
])("%j is read as %s", (text, meaning) => {
  expect(shown(parse(text))).toBe(meaning);
});

test.each([
  ["", 1, "a field, found its end"],
  ["   ", 4, "a field, found its end"],
  ["nam eq 'x'", 1, 'a field, found "nam"'],
  ["constructor eq 'x'", 1, "a field"],
  ["name eq 'x' and age eq '1'", 17, 'a field, found "age"'],
  ["name = 'x'", 6, "~=, eq, ne after name (eq?), found"],
  ["name like 'x'", 6, "(~=?)"],
  ["name constructor 'x'", 6, "~=, eq, ne after name, found"],
  ["name gt 'x'", 6, "~=, eq, ne after name, found"],
  ["published-at ~= '2026%'", 14, "eq, ne, lt, le, gt, ge after published-at"],
  ["name eq", 8, "a text in single quotes, found its end"],
  ["name eq x y", 11, "'and', 'or' or the end"],
  ['name eq "x"', 9, "a text in single quotes"],
  ["name eq 'x", 9, "a quote that is not closed"],
  ["name eq 'x' name", 13, "'and', 'or' or the end"],
  ["name eq 'x')", 12, "'and', 'or' or the end"],
  ["(name eq 'x'", 13, "'and', 'or' or ')'"],
  ["name eq 'x' and", 16, "a field, found its end"],
  ["not", 4, "a field, found its end"],
  ["()", 2, "a field"],
  ["name eq 'x'; drop table service", 12, 'the end, found ";"'],
  ["name ~= 'a\\'", 9, "ends in one backslash"],
  ["name ~= 'a\\\\\\'", 9, "ends in one backslash"],
  ["name eq 'a\u0000'", 9, "NUL"],
  ["name eq '\ud800'", 9, "surrogate"],
  ["published-at eq '2026-02-31T00:00:00Z'", 17, "no instant"],
  ["published-at eq '2026-01-31'", 17, "no instant"],
  ["published-at eq '2026-01-31T25:00:00Z'", 17, "no instant"],
  ["published-at eq '0001-01-01T00:00:00+05:00'", 17, "no instant"],
  ["published-at eq '9999-12-31T23:00:00-05:00'", 17, "no instant"],
  ["published-at eq 'now'", 17, "no instant"],
  [`id eq 'urn:ivcap:order:${UUID}'`, 7, "is the id of another kind (order); allowed: urn:ivcap:service"],
  [`id ~= 'urn:%'`, 4, "eq, ne after id"],
])("%j is refused where it fails, at character %i", (text, at, problem) => {
  const body = refused(text);
  expect(body.name).toBe("filter");
  expect(body.message).toContain(problem);
  expect(body.message).toMatch(new RegExp(`at character ${at}\\b`));
  expect(body.message).toContain("fields: name, description, published-at, id");
});

const chained = (terms: number) => Array(terms).fill("name eq 'x'").join(" or ");
const nested = (depth: number) => `${"(".repeat(depth)}name eq 'x'${")".repeat(depth)}`;
const negated = (depth: number) => `${"not ".repeat(depth)}name eq 'x'`;
const long = (length: number) => `name eq '${"x".repeat(length - "name eq ''".length)}'`;

test.each([
  ["50 comparisons", chained(50), chained(51)],
  ["32 parentheses", nested(32), nested(33)],
  ["32 negations", negated(32), negated(33)],
  ["2,000 characters", long(2_000), long(2_001)],
])("a filter has at most %s", (_bound, most, over) => {
  expect(() => parse(most)).not.toThrow();
  expect(refused(over).message).toMatch(/more than|at most/);
});

test.each([
  "(".repeat(100_000),
  "'".repeat(1_999),
  "''".repeat(999),
  "'a''".repeat(499),
  " ".repeat(2_000),
  "~".repeat(2_000),
])("what is hostile to parsers is refused at once", (text) => {
  const start = performance.now();
  refused(text);
  expect(performance.now() - start).toBeLessThan(100);
});

test.each(["name~=Fred%", "name ~= Fred%", "name~='Fred%'"])(
  "a value of one word needs no quotes, as the command line's help writes it: %s",
  (text) => {
    expect(parseFilter(text, { name: "text" })).toMatchObject({ operator: "~=", value: "Fred%" });
  },
);

test("whatever is thrown at it, a filter is read or refused with 422, and never anything else", () => {
  const pieces = [
    ..."()'\"\\%_;-~=<>!, \n\u0000\u{1f600}ü",
    "\ud800",
    "''",
    " and ",
    " or ",
    " not ",
    "name",
    "description",
    "published-at",
    " eq ",
    " ~= ",
    " ne ",
    "'x'",
    "'%'",
    "'2026-01-01T00:00:00Z'",
    "__proto__",
    "$1",
    "1e999",
  ];
  let read = 0;
  for (let seed = 0; seed < 20_000; seed++) {
    const random = randomFrom(seed);
    const piece = () => pieces[Math.floor(random() * pieces.length)];
    const text = Array.from({ length: 1 + random() * 12 }, piece).join("");
    try {
      parse(text);
      read++;
    } catch {
      const { status } = refusal(() => parse(text));
      if (status !== 422) throw new Error(`seed ${seed} ended in ${status}`);
    }
  }
  expect(read).toBeGreaterThan(0);
});
