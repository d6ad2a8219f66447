/** A piece of a filter. `at` counts characters from 1. */
export type Token = { at: number; text: string } & (
  | { kind: "word" | "symbol" | "end" | "unknown" | "open text" }
  | { kind: "text"; value: string }
);

/** Cuts a filter into tokens; whatever fits none ends it as `unknown`, for the parser to refuse where it stands. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const { 0: found = "", groups = {} } = PATTERN.exec(text) ?? {};
    if (groups.space === undefined) tokens.push(tokenOf(at + 1, found, groups));
    at += found.length;
  }
  return [...tokens, { kind: "end", at: text.length + 1, text: "" }];
}

function tokenOf(at: number, text: string, groups: Record<string, string | undefined>): Token {
  if (groups.text !== undefined)
    return { kind: "text", at, text, value: text.slice(1, -1).replaceAll("''", "'") };
  if (groups.open !== undefined) return { kind: "open text", at, text };
  if (groups.word !== undefined) return { kind: "word", at, text };
  return { kind: groups.symbol === undefined ? "unknown" : "symbol", at, text };
}

/** Each alternative begins with another character, so that nothing is tried twice over a long text. */
const PATTERN =
  /(?<space>\s+)|(?<text>'(?:[^']|'')*'(?!'))|(?<open>'.*)|(?<word>[A-Za-z0-9%][\w.%:/-]*)|(?<symbol>[~!=<>]+|[()])|(?<unknown>.)/suy;
