import type { FastifyInstance } from "fastify";
import { collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { routeOf } from "./route";

/** Counts and times by route template, never by path: paths hold ids, and an attacker could make as many series as there are paths. */
export function metrics(app: FastifyInstance, registry = new Registry()): Registry {
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time from a request's headers to the end of its answer",
    labelNames: ["method", "route", "status"],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  // Finding a series by its labels takes longer than counting in it. There are as many as routes, verbs and statuses, and no more.
  const known = new Map<string, { observe: (value: number) => void }>();
  const series = (method: string, route: string, status: number) => {
    const name = `${method} ${status} ${route}`;
    const found = known.get(name) ?? seconds.labels({ method, route, status });
    known.set(name, found);
    return found;
  };
  app.addHook("onResponse", (request, reply, done) => {
    const { template, config } = routeOf(request);
    if (config.quiet !== true) {
      series(request.method, template, reply.statusCode).observe(reply.elapsedTime / 1000);
    }
    done();
  });
  app.get("/metrics", { config: { anonymous: true, quiet: true } }, async (_, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  return registry;
}
