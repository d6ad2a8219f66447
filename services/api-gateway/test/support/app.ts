import { ApiError } from "@ivcap/shared/errors";
import { COMMON } from "@ivcap/shared/schemas/common";
import fastify from "fastify";

/** An app with nothing in it but how errors are answered. */
export function emptyApp() {
  const app = fastify();
  for (const schema of COMMON) app.addSchema(schema);
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ApiError)) return reply.send(error);
    return reply
      .code(error.status)
      .headers({ "goa-error": error.code, ...error.headers })
      .send(error.body);
  });
  return app;
}
