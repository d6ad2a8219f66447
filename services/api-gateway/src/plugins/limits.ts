import rateLimit from "@fastify/rate-limit";
import { tooManyRequests } from "@ivcap/shared/errors";
import { routeOf } from "@ivcap/shared/http/route";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";

const MINUTE = 60_000;
/** How many addresses and accounts are counted at a time; the one that was quiet longest is forgotten. */
const COUNTED = 20_000;

/**
 * Requests a minute, counted by each replica for itself: by address before a token is looked at, so that guessing tokens is bounded too;
 * by account after it, so that many addresses of one account share one limit.
 */
export const limits = fastifyPlugin(
  async (app: FastifyInstance, { perAddress, perAccount }: { perAddress: number; perAccount: number }) => {
    await app.register(rateLimit, { global: false, cache: COUNTED });
    const byAddress = app.createRateLimit({
      max: perAddress,
      timeWindow: MINUTE,
      keyGenerator: (request) => request.ip,
    });
    const byAccount = app.createRateLimit({
      max: perAccount,
      timeWindow: MINUTE,
      keyGenerator: (request) => request.identity.account,
    });
    type Limit = typeof byAddress;
    type Done = (error?: Error) => void;
    const check = (limit: Limit, request: FastifyRequest, whose: string, most: number, done: Done) => {
      limit(request).then((found) => {
        const over = !found.isAllowed && found.isExceeded;
        if (!over) return done();
        done(tooManyRequests(`more than ${most} requests a minute from this ${whose}`, found.ttlInSeconds));
      }, done);
    };
    app.addHook("onRequest", (request, _, done) => {
      if (routeOf(request).config.quiet === true) return done();
      check(byAddress, request, "address", perAddress, done);
    });
    app.addHook("preParsing", (request, _, __, done) => {
      if (request.identity === undefined) return done();
      check(byAccount, request, "account", perAccount, done);
    });
  },
  { name: "limits" },
);
