import { secret, Type } from "@ivcap/shared/config";
import type { Static } from "typebox";
import { AuthConfig } from "./authentication/config";

/** The gateway's configuration: variables of its environment. Those of logins are in authentication/config.ts. */
export const Config = Type.Object({
  DATABASE_URL: Type.String({
    ...secret,
    minLength: 1,
    description: "the record's database, such as postgres://user:password@host:5432/ivcap",
  }),
  DATABASE_CONNECTIONS: Type.Integer({
    default: 10,
    minimum: 1,
    maximum: 1_000,
    description: "connections to the database at most: 1 to 1000",
  }),
  HOST: Type.String({
    default: "127.0.0.1",
    description: "the address it listens on; 0.0.0.0 in a container",
  }),
  PORT: Type.Integer({
    default: 8088,
    minimum: 0,
    maximum: 65_535,
    description: "its port; 0 takes a free one",
  }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: "^https?://[^\\s/?#@]+(/[^\\s?#]*)?$",
      description:
        "what clients call it, such as https://api.example.org: links begin with it; without it they begin with the Host of the request",
    }),
  ),
  TRUSTED_PROXIES: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 10,
    description: "how many proxies stand before it whose X-Forwarded-* headers are believed: 0 to 10",
  }),
  PAGING_KEY: Type.String({
    ...secret,
    minLength: 32,
    description:
      "what page tokens are signed with: 32 characters of chance or more, the same for all replicas",
  }),
  CORS_ORIGINS: Type.Optional(
    Type.String({
      pattern: "^https?://[^\\s/,]+(,https?://[^\\s/,]+)*$",
      description:
        "origins of browser clients, by commas without spaces, such as https://app.example.org; without it no browser may read answers",
    }),
  ),
  LIMIT_REQUESTS_PER_ADDRESS: Type.Integer({
    default: 6_000,
    minimum: 1,
    description: "requests a minute that one client address may make of one replica",
  }),
  LIMIT_REQUESTS_PER_ACCOUNT: Type.Integer({
    default: 3_000,
    minimum: 1,
    description: "requests a minute that one account may make of one replica",
  }),
  LIMIT_BODY_BYTES: Type.Integer({
    default: 1_048_576,
    minimum: 1_024,
    maximum: 67_108_864,
    description: "bytes of a body at most: 1024 to 67108864",
  }),
  LOG_LEVEL: Type.Union(
    ["fatal", "error", "warn", "info", "debug", "trace", "silent"].map((level) => Type.Literal(level)),
    {
      default: "info",
      description: "the least severe lines that are logged: fatal, error, warn, info, debug, trace or silent",
    },
  ),
  DRAIN_DELAY_MS: Type.Integer({
    default: 5_000,
    minimum: 0,
    maximum: 60_000,
    description: "milliseconds between the end of readiness and that of listening, for proxies to hear of it",
  }),
  DRAIN_LIMIT_MS: Type.Integer({
    default: 20_000,
    minimum: 100,
    maximum: 600_000,
    description: "milliseconds that requests may take to end after that",
  }),
  ...AuthConfig.properties,
});
export type Config = Static<typeof Config>;
