import { invalidScopes } from "@ivcap/shared/errors";
import type { FastifyInstance, FastifyRequest } from "fastify";
import fastifyPlugin from "fastify-plugin";
import type { Standing } from "../standing";

/** Requests of a suspended account go no further. */
export const standing = fastifyPlugin(
  async (app: FastifyInstance, { standing }: { standing: Standing }) => {
    const check = ({ identity }: FastifyRequest) => {
      const reason = standing.reasonFor(identity.account);
      return reason === undefined
        ? undefined
        : invalidScopes(`the account is suspended: ${reason}`, identity.account);
    };
    app.addHook("onRequest", (request, _, done) => {
      if (request.identity === undefined) return done();
      const unknown = standing.known();
      if (unknown === undefined) return done(check(request));
      unknown.then(() => done(check(request)), done);
    });
    app.addHook("onClose", async () => standing.stop());
  },
  { name: "standing" },
);
