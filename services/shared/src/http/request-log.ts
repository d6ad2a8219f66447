import type { FastifyInstance, FastifyRequest } from "fastify";
import { routeOf } from "./route";

/**
 * One line for each request that was answered, and its id in the answer. Neither query nor headers are in it: they hold what clients
 * say about their data, and tokens.
 */
export function requestLog(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    const { method, headers } = request;
    const { template, config } = routeOf(request);
    if (config.quiet !== true) {
      request.log.info(
        {
          method,
          route: template,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime * 100) / 100,
          account: (request as FastifyRequest & { identity?: { account: string } }).identity?.account,
          trace: traceOf(headers.traceparent),
        },
        "answered",
      );
    }
    done();
  });
  app.addHook("onRequestAbort", (request, done) => {
    request.log.info({ method: request.method, route: routeOf(request).template }, "client went away");
    done();
  });
}

/** The trace id of a W3C `traceparent` (https://www.w3.org/TR/trace-context/#traceparent-header); anything else is not logged. */
export function traceOf(header: unknown): string | undefined {
  const [, trace] = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/.exec(String(header)) ?? [];
  return trace === "0".repeat(32) ? undefined : trace;
}
