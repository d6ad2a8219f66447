import type { Filter } from "@ivcap/shared/filter/grammar";

export const FIELDS = { name: "text", banner: "text", at: "instant", id: "service id" } as const;
export const COLUMNS = { name: "item.name", banner: "item.banner", at: "item.at", id: "item.id" };
const UUID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a3";
export const ITEMS = [
  { name: "Scott", banner: null, at: "2026-01-01T00:00:00.000Z", id: `${UUID}1` },
  { name: "scott", banner: "Scott", at: "2026-01-02T00:00:00.000Z", id: `${UUID}2` },
  { name: "it's 100%", banner: "", at: "2026-01-03T00:00:00.000Z", id: `${UUID}3` },
  { name: "a_b\\", banner: "x' or '1'='1", at: "2026-01-04T00:00:00.000Z", id: `${UUID}4` },
];
type Item = (typeof ITEMS)[number];

/** What a filter means, written once more without SQL. */
export function holds(filter: Filter<keyof Item>, item: Item): boolean {
  if (filter.kind === "not") return !holds(filter.of, item);
  if (filter.kind !== "comparison") {
    const parts = filter.of.map((part) => holds(part, item));
    return filter.kind === "and" ? parts.every(Boolean) : parts.some(Boolean);
  }
  const value = item[filter.field];
  if (filter.operator === "ne") return value !== filter.value;
  if (value === null) return false;
  if (filter.operator === "~=") return patternOf(filter.value).test(value);
  const order = value < filter.value ? -1 : value > filter.value ? 1 : 0;
  return { eq: order === 0, lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[filter.operator];
}

function patternOf(like: string): RegExp {
  const parts = like.replace(/\\(.)|%|_|./gsu, (all, escaped: string | undefined) => {
    if (all === "%") return ".*";
    if (all === "_") return ".";
    return (escaped ?? all).replace(/[\\^$.*+?()[\]{}|/-]/u, "\\$&");
  });
  return new RegExp(`^${parts}$`, "s");
}

/** Some filter over ITEMS, at most `depth` deep. */
export function generated(random: () => number, depth: number): string {
  const one = <T>(...of: T[]): T => of[Math.floor(random() * of.length)] as T;
  if (depth > 0 && random() < 0.6) {
    const [left, right] = [generated(random, depth - 1), generated(random, depth - 1)];
    return one(`(${left} and ${right})`, `(${left} or ${right})`, `not ${left}`);
  }
  const { name, banner, at, id } = one(...ITEMS);
  if (random() < 0.3) return `at ${one("eq", "ne", "lt", "le", "gt", "ge")} '${at}'`;
  if (random() < 0.1) return `id ${one("eq", "ne")} 'urn:ivcap:service:${id}'`;
  const value = one(name, banner ?? "", "%", "S%", "_cott", "%\\%%", "a\\_b\\\\", "ü");
  const pattern = /(?<!\\)(\\\\)*$/.test(value);
  return `${one("name", "banner")} ${one("eq", "ne", ...(pattern ? ["~="] : []))} '${value.replaceAll("'", "''")}'`;
}
