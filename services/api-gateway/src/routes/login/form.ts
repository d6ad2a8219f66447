import type { FastifyInstance, FastifyReply } from "fastify";

/** Tokens and codes are some hundred bytes; a refresh token of some issuers is a JWT. */
const MAX_FORM = 16_384;
export const FORM = "application/x-www-form-urlencoded";

/** An answer as OAuth 2.0 has it (RFC 6749 §5.2), which is what clients parse at these addresses. */
export class OAuthError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/** Reads forms and nothing else, answers `OAuthError` as clients parse it, and lets nobody keep an answer. Of this plugin's routes only. */
export function speakOAuth(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(FORM, { parseAs: "string", bodyLimit: MAX_FORM }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  );
  app.addContentTypeParser("*", (_request, _body, done) =>
    done(new OAuthError(415, "invalid_request", `the body is no form; send ${FORM}`)),
  );
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("cache-control", "no-store");
    done();
  });
  const others = app.errorHandler;
  app.setErrorHandler((error, request, reply) =>
    error instanceof OAuthError ? answer(reply, error) : others(error as never, request, reply),
  );
}

const answer = (reply: FastifyReply, { status, code, message }: OAuthError) =>
  reply.code(status).send({ error: code, error_description: message });

/** One parameter of a form. @throws OAuthError where it is there twice (RFC 6749 §3.2) or longer than a form may be */
export function parameter(form: unknown, name: string): string | undefined {
  const values = form instanceof URLSearchParams ? form.getAll(name) : [];
  if (values.length > 1) throw invalid(`${name} is given ${values.length} times; allowed: once`);
  return values[0] === "" ? undefined : values[0];
}

/** @throws OAuthError where it is not there */
export function required(form: unknown, name: string, why: string): string {
  const value = parameter(form, name);
  if (value === undefined) throw invalid(`${name} is missing: ${why}`);
  return value;
}

const invalid = (description: string) => new OAuthError(400, "invalid_request", description);
