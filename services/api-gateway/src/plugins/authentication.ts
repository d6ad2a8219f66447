import { ApiError } from "@ivcap/shared/errors";
import { routeOf } from "@ivcap/shared/http/route";
import type { Identity } from "@ivcap/shared/identity";
import fastifyPlugin from "fastify-plugin";
import type { Authenticator } from "../authentication/authenticator";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks. There is none on routes that are open to anybody (`config: { anonymous: true }`). */
    identity: Identity;
  }
}

/**
 * Nobody comes to a route without a token that verifies, unless the route says that it is open. A route that is not there is 404 with
 * a token or without. CORS has to be registered before, since browsers send no token with their question beforehand.
 */
export const authentication = fastifyPlugin(
  async (app, { authenticator }: { authenticator: Authenticator }) => {
    app.decorateRequest("identity");
    // With a callback: a promise for each request would cost more than looking up the token.
    app.addHook("onRequest", (request, _reply, done) => {
      if (request.is404 || routeOf(request).config.anonymous === true) return done();
      const token = bearerOf(request.headers.authorization);
      if (token === undefined) return done(missing());
      const identity = authenticator.cached(token);
      if (identity !== undefined) {
        request.identity = identity;
        return done();
      }
      authenticator.authenticate(token).then((identity) => {
        request.identity = identity;
        done();
      }, done);
    });
  },
  { name: "authentication" },
);

/** RFC 6750 §2.1; the scheme is of either case (RFC 9110 §11.1). */
function bearerOf(header: string | undefined): string | undefined {
  if (header === undefined || header.length < 8) return undefined;
  if (header.slice(0, 7).toLowerCase() !== "bearer ") return undefined;
  const token = header.slice(7).trim();
  return token === "" ? undefined : token;
}

/** RFC 6750 §3.1: who sent no token is told of no error in it. */
const missing = () =>
  new ApiError(
    401,
    "not-authorized",
    { message: "there is no token: send it as Authorization: Bearer TOKEN" },
    { "www-authenticate": 'Bearer realm="ivcap"' },
  );
