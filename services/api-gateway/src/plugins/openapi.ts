import swagger from "@fastify/swagger";
import { ASPECT } from "@ivcap/shared/schemas/aspect";
import { COMMON } from "@ivcap/shared/schemas/common";
import { OPERATOR } from "@ivcap/shared/schemas/operator";
import { SERVICE } from "@ivcap/shared/schemas/service";
import { SERVICE2 } from "@ivcap/shared/schemas/service2";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";

/** The OpenAPI document, made of the schemas of the routes; components keep the names of 0.43. */
export const openapi = fastifyPlugin(
  async (app: FastifyInstance, { base }: { base: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: "3.0.3",
        info: {
          title: "IVCAP",
          version: "0.43",
          description: "Providers offer analytics services; consumers order what they produce.",
          license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
        },
        servers: [{ url: base }],
        security: [{ token: [] }],
        components: {
          securitySchemes: {
            token: {
              type: "http",
              scheme: "bearer",
              bearerFormat: "JWT",
              description: "A token of an issuer that /1/authinfo.yaml names",
            },
          },
        },
        tags: [
          { name: "service", description: "What providers offer" },
          { name: "service2", description: "What providers offer, since API 0.44" },
          { name: "aspect", description: "What is said about entities" },
          { name: "metadata", description: "Aspects, as clients before API 0.30 know them" },
          { name: "operator", description: "What only operators of the platform may do" },
          { name: "login", description: "How clients get a token" },
        ],
      },
      refResolver: {
        buildLocalReference: (json, _, __, i) => (typeof json.$id === "string" ? json.$id : `def-${i}`),
      },
      transform: ({ schema, url, route }) => ({
        url,
        schema:
          url.startsWith("/1/") && route.method !== "HEAD"
            ? { ...anonymousOf(route.config), ...schema }
            : { hide: true },
      }),
    });
    for (const schema of [...COMMON, ...SERVICE, ...SERVICE2, ...ASPECT, ...OPERATOR]) app.addSchema(schema);
  },
  { name: "openapi" },
);

const anonymousOf = (config: { anonymous?: boolean } | undefined) =>
  config?.anonymous === true ? { security: [] } : {};
