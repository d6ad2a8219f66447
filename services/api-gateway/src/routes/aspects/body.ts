import { badRequest, invalidParameter } from "@ivcap/shared/errors";
import { checkDepth } from "@ivcap/shared/http/json";
import type { FastifyBodyParser, FastifyInstance } from "fastify";

/**
 * Contents of aspects stay text from the client to Postgres and back: read as JavaScript values their long numbers would lose digits.
 * They are parsed once, to say what is wrong with them.
 */
export function readContentAsText(app: FastifyInstance): void {
  const parse: FastifyBodyParser<string> = (_, text, done) => {
    try {
      done(null, contentOf(text));
    } catch (error) {
      done(error as Error);
    }
  };
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, parse);
  app.addContentTypeParser(/^application\/[a-z0-9.+-]+\+json(;|$)/, { parseAs: "string" }, parse);
}

function contentOf(text: string): string {
  if (text.trim() === "") throw badRequest("the body is empty; a JSON object is expected");
  checkDepth(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`the body is no JSON: ${(error as Error).message}`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw invalidParameter("body", "has to be a JSON object", text);
  }
  return text;
}

/** JSON of an object with one member more, whose value is JSON already. */
export const withMember = (object: object, name: string, json: string): string =>
  `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:${json}}`;
