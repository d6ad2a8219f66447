import { recordDenial } from "@ivcap/shared/database/change";
import type { Database } from "@ivcap/shared/database/connect";
import { ApiError } from "@ivcap/shared/errors";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";

/** What a policy refused is kept by the audit before the client hears of it; in the log, where the database cannot take it. */
export const denials = fastifyPlugin(
  async (app: FastifyInstance, { database }: { database: Database }) => {
    app.addHook("onError", async (request, _, error) => {
      if (!(error instanceof ApiError) || error.denial === undefined) return;
      try {
        await recordDenial(database, request.identity, request.id, error.denial);
      } catch (failure) {
        const { account, principal } = request.identity;
        request.log.error(
          { err: failure, account, principal, ...error.denial },
          "denial not kept by the audit",
        );
      }
    });
  },
  { name: "denials" },
);
