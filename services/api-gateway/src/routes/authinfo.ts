import { failures } from "@ivcap/shared/schemas/common";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import { stringify } from "yaml";
import { PAGE_PATH } from "../development/address";
import type { LoginParts } from "./login";

const { 400: bad, 429: busy } = failures();

/** The one provider that there is. Clients keep this name. */
const PROVIDER = "ivcap";

/**
 * `/1/authinfo.yaml`: where and as whom clients log in. Codes, tokens and keys are asked for here; `login-url` is the issuer itself,
 * whose host browser clients take.
 */
export const authinfo =
  ({ authenticator, base }: LoginParts) =>
  async (app: FastifyInstance) => {
    const { settings } = authenticator;
    app.get(
      "/1/authinfo.yaml",
      {
        config: { anonymous: true },
        schema: {
          tags: ["login"],
          operationId: "login#authinfo",
          summary: "How clients log in",
          response: {
            200: {
              description: "YAML: version 1, and under auth the providers with their addresses",
              content: { "application/yaml": { schema: Type.String() } },
            },
            400: bad,
            429: busy,
          },
        },
      },
      async (request, reply) => {
        const here = base(request);
        const development = settings.mode === "development";
        const provider = {
          id: PROVIDER,
          "login-url": development ? `${here}${PAGE_PATH}` : settings.issuer.href,
          "token-url": `${here}/1/login/token`,
          "code-url": `${here}/1/login/device`,
          "jwks-url": `${here}/1/login/jwks.json`,
          "client-id": settings.clientId,
          audience: settings.audience,
        };
        const document = {
          version: 1,
          auth: { "default-provider-id": PROVIDER, providers: { [PROVIDER]: provider } },
        };
        return reply.type("application/yaml; charset=utf-8").send(stringify(document, { lineWidth: 0 }));
      },
    );
  };
