import { failures } from "@ivcap/shared/schemas/common";
import type { FastifyInstance } from "fastify";

/** The OpenAPI document. */
export async function openapiDocument(app: FastifyInstance): Promise<void> {
  let document: string | undefined;
  app.get(
    "/1/openapi/openapi3.json",
    {
      config: { anonymous: true },
      schema: {
        tags: ["login"],
        operationId: "openapi#document",
        summary: "This document",
        response: {
          200: { type: "object", description: "OpenAPI 3.0", additionalProperties: true },
          429: failures()[429],
        },
      },
      serializerCompiler: () => (body) => body as string,
    },
    async (_, reply) => {
      document ??= JSON.stringify(app.swagger());
      return reply.type("application/json; charset=utf-8").send(document);
    },
  );
}
