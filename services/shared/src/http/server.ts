import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import Fastify, { type FastifyHttpOptions, type FastifyInstance, LogController } from "fastify";
import type { Logger } from "pino";
import { errors } from "./errors";
import { readJson } from "./json";
import { requestLog } from "./request-log";
import { knowRoutes } from "./route";
import { SECURITY_HEADERS } from "./security-headers";
import { endDrips, TIMEOUTS, type Timeouts } from "./timeouts";
import { unparsable, unroutable } from "./unreadable";

export type ServerOptions = {
  logger: Logger;
  /** Bytes of a body that is read whole. */
  bodyLimit: number;
  /** How many proxies stand before us whose `X-Forwarded-*` is believed. */
  trustedProxies: number;
  timeouts?: Timeouts | undefined;
};

/** An HTTP server as all services have it: bounded in what it reads, patient with what is slow, one log line for each request. */
export function createServer({
  logger,
  bodyLimit,
  trustedProxies,
  timeouts = TIMEOUTS,
}: ServerOptions): FastifyInstance {
  const options: FastifyHttpOptions<Server> = {
    loggerInstance: logger,
    bodyLimit,
    trustProxy: trustedProxies === 0 ? false : (_, hop) => hop < trustedProxies,
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    connectionTimeout: timeouts.silence,
    keepAliveTimeout: timeouts.keepAlive,
    requestTimeout: 0,
    http: { connectionsCheckingInterval: timeouts.headers },
    // While draining what still arrives is answered; the proxy has been told by /readyz to go elsewhere.
    return503OnClosing: false,
    forceCloseConnections: "idle",
    // An encoded URN is longer than the 100 characters that fastify allows.
    routerOptions: { maxParamLength: 1_000 },
    ajv: {
      customOptions: {
        coerceTypes: "array",
        // Defaults are the handlers' business: they have to tell what was given from what was not.
        useDefaults: false,
        removeAdditional: false,
        strictTypes: false,
        allErrors: false,
      },
    },
    frameworkErrors: unroutable,
    clientErrorHandler: unparsable,
    // request-log.ts writes one line a request instead of two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
  };
  const app = Fastify(options);
  app.server.headersTimeout = timeouts.headers;
  knowRoutes(app);
  app.addHook("onRequest", (_, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done();
  });
  endDrips(app, timeouts);
  readJson(app);
  errors(app);
  requestLog(app);
  return app;
}

/** What a client calls its request is kept if it is short and plain: it goes to logs and headers. */
const requestIdOf = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
