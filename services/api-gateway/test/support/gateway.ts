import { configOf } from "@ivcap/shared/config";
import { connect, type Database } from "@ivcap/shared/database/connect";
import { loggerOf } from "@ivcap/shared/logs";
import type { FastifyInstance } from "fastify";
import type { DestinationStream } from "pino";
import { freshDatabase } from "../../../shared/test/support/database";
import { buildApp, type GatewayParts } from "../../src/app";
import { createAuthenticator } from "../../src/authentication/authenticator";
import { Config } from "../../src/config";
import { claims, key, SETTINGS, sign, TestIssuer } from "./issuer";

export const ALICE = "45a06508-5c3a-4678-8e6d-e6399bf27538";
export const BOB = "0b5b3c6e-51b0-4b8e-9a55-53a5f0f0d7a1";

/** Members that tests look at; an answer has some of them. */
export type Json = {
  id: string;
  message: string;
  name: string;
  items: { [member: string]: unknown; id: string; name: string }[];
  links: { rel: string; href: string }[];
  "at-time": string;
  [member: string]: unknown;
};

export type Answer = { status: number; headers: Record<string, unknown>; text: string; json: Json };

type Asked = { as?: string; token?: string; body?: unknown; headers?: Record<string, string> };

export type Gateway = {
  app: FastifyInstance;
  database: Database;
  url: string;
  issuer: TestIssuer;
  /** A token of an account; `changes` are of its claims. */
  token: (account: string, changes?: Record<string, unknown>) => Promise<string>;
  /** One request, as an account; a body that is no text is sent as JSON. */
  ask: (method: string, path: string, asked?: Asked) => Promise<Answer>;
  stop: () => Promise<void>;
};

export type More = {
  /** Where log lines go; nowhere without it. */
  log?: DestinationStream;
  /** Milliseconds after which Postgres ends a statement. */
  statementTimeout?: number;
  /** Told of each query. */
  onQuery?: (query: { sql: string; parameters: readonly unknown[] }) => void;
  /** Instead of what ships. */
  parts?: Partial<GatewayParts>;
};

/** The app as it ships, with an issuer in this process, on a database of its own where the settings name none. */
export async function gateway(settings: Record<string, string> = {}, more: More = {}): Promise<Gateway> {
  const fresh =
    settings.DATABASE_URL === undefined
      ? await freshDatabase()
      : { url: settings.DATABASE_URL, drop: async () => {} };
  const config = configOf(Config, {
    ...SETTINGS,
    DATABASE_URL: fresh.url,
    DATABASE_CONNECTIONS: "4",
    PAGING_KEY: "a key for tests that is long enough",
    LOG_LEVEL: "silent",
    ...settings,
  });
  const issuer = new TestIssuer();
  const signing = await key("one");
  issuer.keys = [signing.public];
  const logger = loggerOf({
    service: "test",
    ...(more.log === undefined ? { level: "silent" } : { level: "info", destination: more.log }),
  });
  const database = connect(config.DATABASE_URL, {
    connections: config.DATABASE_CONNECTIONS,
    ...(more.statementTimeout === undefined ? {} : { statementTimeout: more.statementTimeout }),
    ...(more.onQuery === undefined ? {} : { onQuery: more.onQuery }),
  });
  const authenticator = createAuthenticator(config, logger, { transport: issuer.transport });
  const app = await buildApp({ config, database, authenticator, logger, ...more.parts });

  const tokens = new Map<string, Promise<string>>();
  const token = (account: string, changes: Record<string, unknown> = {}) => {
    const name = JSON.stringify([account, changes]);
    const known =
      tokens.get(name) ?? sign(claims(Date.now(), { acc: account, sub: account, ...changes }), signing);
    tokens.set(name, known);
    return known;
  };
  return {
    app,
    database,
    url: fresh.url,
    issuer,
    token,
    ask: async (method, path, { as, token: given, body, headers } = {}) => {
      const bearer = given ?? (as === undefined ? undefined : await token(as));
      const answer = await app.inject({
        method: method as "GET",
        url: path,
        headers: {
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
      });
      const json = String(answer.headers["content-type"]).startsWith("application/json")
        ? answer.json<Json>()
        : ({} as Json);
      return { status: answer.statusCode, headers: answer.headers, text: answer.body, json };
    },
    stop: async () => {
      await app.close();
      await database.destroy();
      await fresh.drop();
    },
  };
}
