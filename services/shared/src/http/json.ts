import type { FastifyInstance } from "fastify";
import { invalidParameter } from "../errors";

/** Lists and objects within each other, at most: what is deeper is no data, and recursion over it would end the stack. */
const MAX_DEPTH = 1_000;

/** Bodies are JSON, by default: no plain text, no keys that reach prototypes, no depth that functions cannot walk. */
export function readJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, text, done) => {
    if (isTooDeep(text)) return done(tooDeep());
    parse(request, text, done);
  });
}

/** @throws ApiError 422 where lists and objects stand too deep within each other */
export function checkDepth(text: string): void {
  if (isTooDeep(text)) throw tooDeep();
}

const tooDeep = () => invalidParameter("body", `is nested too deep; at most ${MAX_DEPTH} levels are read`);

/** By brackets outside of strings, before anybody parses it. */
function isTooDeep(text: string): boolean {
  // Each level opens and closes.
  if (text.length < 2 * MAX_DEPTH) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === BRACKET || code === BRACE) {
      if (++depth > MAX_DEPTH) return true;
    } else if (code === BRACKET + 2 || code === BRACE + 2) depth--;
  }
  return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  return text.length;
}
