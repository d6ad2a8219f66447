import rateLimit from "@fastify/rate-limit";
import { tooManyRequests } from "@ivcap/shared/errors";
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
    const check = async (limit: Limit, request: FastifyRequest, whose: string, most: number) => {
      const found = await limit(request);
      if (!found.isAllowed && found.isExceeded) {
        throw tooManyRequests(`more than ${most} requests a minute from this ${whose}`, found.ttlInSeconds);
      }
    };
    app.addHook("onRequest", async (request) => {
      if (request.routeOptions.config.quiet !== true) await check(byAddress, request, "address", perAddress);
    });
    app.addHook("preParsing", async (request) => {
      if (request.identity !== undefined) await check(byAccount, request, "account", perAccount);
    });
  },
  { name: "limits" },
);
