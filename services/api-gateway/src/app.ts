import type { Database } from "@ivcap/shared/database/connect";
import { health } from "@ivcap/shared/http/health";
import { metrics } from "@ivcap/shared/http/metrics";
import { createServer } from "@ivcap/shared/http/server";
import type { Timeouts } from "@ivcap/shared/http/timeouts";
import { baseUrl } from "@ivcap/shared/links";
import { pageTokens } from "@ivcap/shared/paging";
import { policyBy } from "@ivcap/shared/policy/policy";
import type { Table } from "@ivcap/shared/policy/table";
import { turnsOf } from "@ivcap/shared/turns";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Logger } from "pino";
import type { Authenticator } from "./authentication/authenticator";
import type { Config } from "./config";
import type { Parts } from "./parts";
import { authentication } from "./plugins/authentication";
import { crossOrigin } from "./plugins/cross-origin";
import { denials } from "./plugins/denials";
import { emptyParameters } from "./plugins/empty-parameters";
import { limits } from "./plugins/limits";
import { openapi } from "./plugins/openapi";
import { standing } from "./plugins/standing";
import { aspects } from "./routes/aspects";
import { logins } from "./routes/login";
import { metadata } from "./routes/metadata";
import { openapiDocument } from "./routes/openapi";
import { operator } from "./routes/operator";
import { services } from "./routes/services";
import { services2 } from "./routes/services2";
import { standingOf } from "./standing";

/** Milliseconds that a JSON path waits for others of its account: a little more than one may take. */
const PATH_PATIENCE = 2_500;

export type GatewayParts = {
  config: Config;
  database: Database;
  authenticator: Authenticator;
  logger: Logger;
  /** Who may do what; that of policy/table.ts unless given. */
  policies?: Table;
  timeouts?: Timeouts;
};

/** The gateway, ready to listen: first what holds for every request, in the order in which it is asked, then the routes. */
export async function buildApp({
  config,
  database,
  authenticator,
  logger,
  policies,
  timeouts,
}: GatewayParts): Promise<FastifyInstance> {
  const app = createServer({
    logger,
    bodyLimit: config.LIMIT_BODY_BYTES,
    trustedProxies: config.TRUSTED_PROXIES,
    timeouts,
  });
  const parts: Parts = {
    database,
    policy: policyBy(policies),
    standing: standingOf(database, logger),
    tokens: pageTokens(config.PAGING_KEY),
    paths: turnsOf({
      what: "JSON paths of an account",
      most: Math.max(1, Math.floor(config.DATABASE_CONNECTIONS / 4)),
      patience: PATH_PATIENCE,
    }),
    base: baseOf(config),
  };

  metrics(app);
  health(app, { problems: () => problemsOf(database) });
  await app.register(crossOrigin, {
    origins: config.CORS_ORIGINS?.split(",") ?? [],
  });
  await app.register(limits, {
    perAddress: config.LIMIT_REQUESTS_PER_ADDRESS,
    perAccount: config.LIMIT_REQUESTS_PER_ACCOUNT,
  });
  await app.register(authentication, { authenticator });
  await app.register(standing, { standing: parts.standing });
  await app.register(denials, { database });
  await app.register(emptyParameters);
  await app.register(openapi, { base: config.PUBLIC_URL ?? "http://localhost:8088" });

  await app.register(logins({ authenticator, base: parts.base }));
  await app.register(services(parts));
  await app.register(aspects(parts));
  await app.register(metadata(parts));
  await app.register(services2(parts));
  await app.register(operator(parts));
  await app.register(openapiDocument);
  return app;
}

const baseOf =
  (config: Config): Parts["base"] =>
  (request) =>
    baseUrl({
      configured: config.PUBLIC_URL,
      headers: request.headers,
      protocol: "http",
      trustProxy: config.TRUSTED_PROXIES > 0,
    });

async function problemsOf(database: Database): Promise<string[]> {
  try {
    await sql`select 1`.execute(database);
    return [];
  } catch {
    return ["the database does not answer"];
  }
}
