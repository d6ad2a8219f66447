import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";

/** Clients send parameters that they leave out as empty ones: `filter=&page=`. */
export const emptyParameters = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.addHook("preValidation", (request, _, done) => {
      const query = request.query as Record<string, unknown>;
      for (const name in query) if (query[name] === "") delete query[name];
      done();
    });
  },
  { name: "empty-parameters" },
);
