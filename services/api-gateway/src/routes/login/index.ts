import type { FastifyInstance, FastifyRequest } from "fastify";
import Type from "typebox";
import type { Authenticator } from "../../authentication/authenticator";
import { authinfo } from "../authinfo";
import { startLogin } from "./device";
import { speakOAuth } from "./form";
import { tokens } from "./token";

export type LoginParts = {
  authenticator: Authenticator;
  /** What absolute links of an answer to this request begin with. */
  base: (request: FastifyRequest) => string;
};

const config = { anonymous: true };
const tags = ["login"];

/**
 * `/1/authinfo.yaml` and `/1/login`: how clients get a token. The command line waits only where "not yet" comes with 403, and standard
 * issuers say 400 (RFC 8628 §3.5), so it asks the issuer through here.
 */
export const logins = (parts: LoginParts) => async (app: FastifyInstance) => {
  const { authenticator, base } = parts;
  await app.register(authinfo(parts));

  app.get(
    "/1/login/jwks.json",
    { config, schema: { tags, operationId: "login#keys", summary: "The issuer's public keys" } },
    async (_request, reply) => {
      reply.header("cache-control", "public, max-age=300");
      return await authenticator.issuer.keys();
    },
  );

  await app.register(async (forms) => {
    speakOAuth(forms);
    forms.post(
      "/1/login/device",
      {
        config,
        schema: { tags, operationId: "login#device", summary: START, response: { 200: DeviceAnswer } },
      },
      (request) => startLogin(authenticator, request, base(request)),
    );
    forms.post(
      "/1/login/token",
      { config, schema: { tags, operationId: "login#token", summary: END, response: { 200: TokenAnswer } } },
      (request) => tokens(authenticator, request.body),
    );
  });

  if (authenticator.development !== undefined) {
    const { developmentPage } = await import("../../development/page");
    await app.register(developmentPage(await authenticator.development()));
  }
};

const START = "Starts a login for a client without a browser (RFC 8628): form of client_id, scope, audience";
const END =
  "The tokens of a login, or of a refresh token: form of grant_type, client_id, device_code or refresh_token";

const DeviceAnswer = Type.Object({
  device_code: Type.String(),
  user_code: Type.String(),
  verification_uri: Type.String({ format: "uri" }),
  verification_uri_complete: Type.String({ format: "uri" }),
  expires_in: Type.Integer({ description: "seconds" }),
  interval: Type.Integer({ description: "seconds between two questions" }),
});

const TokenAnswer = Type.Object({
  access_token: Type.String(),
  token_type: Type.String(),
  expires_in: Type.Optional(Type.Number({ description: "seconds" })),
  refresh_token: Type.Optional(Type.String()),
  id_token: Type.Optional(Type.String()),
  scope: Type.Optional(Type.String()),
});
