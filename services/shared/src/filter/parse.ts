import { ApiError, invalidParameter } from "../errors";
import { instantOf } from "../instant";
import { idOf, type Kind } from "../urn";
import { BOUNDS, type Comparison, type Fields, type Filter, type Operator, operatorsOf } from "./grammar";
import { type Token, tokensOf } from "./tokens";

/**
 * A filter as a tree, by the grammar in grammar.ts.
 *
 * @param fields that this list can be filtered by
 * @throws ApiError 422 that says where (characters from 1), what was found, and which fields there are
 */
export function parseFilter<Name extends string>(text: string, fields: Fields<Name>): Filter<Name> {
  if (text.length > BOUNDS.characters)
    throw invalidParameter("filter", `has ${text.length} characters; at most ${BOUNDS.characters}`, text);
  return new Parser(text, fields).filter();
}

class Parser<Name extends string> {
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;
  private comparisons = 0;

  constructor(
    private readonly text: string,
    private readonly fields: Fields<Name>,
  ) {
    this.tokens = tokensOf(text);
  }

  filter(): Filter<Name> {
    const filter = this.any();
    if (this.token.kind !== "end") throw this.expected("'and', 'or' or the end");
    return filter;
  }

  private any = (): Filter<Name> => this.joined("or", this.all);
  private all = (): Filter<Name> => this.joined("and", this.one);

  private joined(kind: "and" | "or", part: () => Filter<Name>): Filter<Name> {
    const first = part();
    const of = [first];
    while (this.accept(kind)) of.push(part());
    return of.length === 1 ? first : { kind, of };
  }

  private one = (): Filter<Name> => {
    if (this.accept("not")) return { kind: "not", of: this.nested(this.one) };
    if (!this.accept("(")) return this.comparison();
    const filter = this.nested(this.any);
    if (!this.accept(")")) throw this.expected("'and', 'or' or ')'");
    return filter;
  };

  private nested(part: () => Filter<Name>): Filter<Name> {
    if (++this.depth > BOUNDS.depth) throw this.refused(`is nested more than ${BOUNDS.depth} deep`);
    const filter = part();
    this.depth--;
    return filter;
  }

  private comparison(): Comparison<Name> {
    if (++this.comparisons > BOUNDS.comparisons)
      throw this.refused(`has more than ${BOUNDS.comparisons} comparisons`);
    const field = this.field();
    const type = this.fields[field];
    const operator = this.operator(operatorsOf(type), field);
    const value = this.literal();
    return { kind: "comparison", field, type, operator, value: this.value(type, operator, value) };
  }

  private field(): Name {
    const name = this.token.text.replaceAll("_", "-");
    if (this.token.kind !== "word" || !this.has(name)) throw this.expected("a field");
    this.next++;
    return name;
  }

  private has = (name: string): name is Name => Object.hasOwn(this.fields, name);

  private operator(allowed: readonly Operator[], field: string): Operator {
    const operator = allowed.find((one) => this.accept(one));
    if (operator !== undefined) return operator;
    const { text } = this.token;
    const meant = Object.hasOwn(MEANT, text.toLowerCase()) ? MEANT[text.toLowerCase()] : undefined;
    throw this.expected(`${allowed.join(", ")} after ${field}${meant === undefined ? "" : ` (${meant}?)`}`);
  }

  private literal(): Token & { value: string } {
    const { token } = this;
    if (token.kind === "word") {
      this.next++;
      return { ...token, kind: "text", value: token.text };
    }
    if (token.kind === "open text")
      throw this.refused(`has a quote that is not closed (a quote itself is '')`);
    if (token.kind !== "text") throw this.expected("a text in single quotes");
    this.next++;
    return token;
  }

  private value(
    type: Comparison["type"],
    operator: Operator,
    { value, at }: Token & { value: string },
  ): string {
    if (/[\0\p{Surrogate}]/u.test(value))
      throw this.refused("has a NUL or half of a surrogate pair, which no text here has", at);
    if (operator === "~=" && (/\\*$/.exec(value)?.[0].length ?? 0) % 2 === 1)
      throw this.refused("has a pattern that ends in one backslash; write \\\\ for the character itself", at);
    if (type === "text") return value;
    if (type !== "instant") return this.id(kindOf(type), value, at);
    const instant = instantOf(value);
    if (instant === undefined)
      throw this.refused("has no instant of RFC 3339, such as '2026-01-31T12:00:00Z',", at);
    return instant;
  }

  private id(kind: Kind, value: string, at: number): string {
    try {
      return idOf(kind, value);
    } catch (error) {
      if (error instanceof ApiError) throw this.refused(`has a text that ${error.message},`, at);
      throw error;
    }
  }

  private get token(): Token {
    // The last token is the end, which nothing accepts.
    return this.tokens[this.next] as Token;
  }

  private accept(text: string): boolean {
    const { token } = this;
    if (token.kind !== "word" && token.kind !== "symbol") return false;
    if (token.text.toLowerCase() !== text) return false;
    this.next++;
    return true;
  }

  private expected(what: string): Error {
    const { kind, text, at } = this.token;
    const found = kind === "end" ? "its end" : `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
    return this.refused(`needs ${what}, found ${found}`, at);
  }

  private refused(problem: string, at = this.token.at): Error {
    const fields = Object.keys(this.fields).join(", ");
    return invalidParameter("filter", `${problem} at character ${at}; fields: ${fields}`, this.text);
  }
}

const kindOf = (type: `${Kind} id`) => type.slice(0, -" id".length) as Kind;

/** What people write who come from elsewhere. */
const MEANT: Record<string, string> = {
  "=": "eq",
  "==": "eq",
  "!=": "ne",
  "<>": "ne",
  "=~": "~=",
  like: "~=",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};
