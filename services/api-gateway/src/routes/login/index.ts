import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Authenticator } from "../../authentication/authenticator";
import { authinfo } from "../authinfo";
import { startLogin } from "./device";
import { speakOAuth } from "./form";
import { deviceSchema, keysSchema, tokenSchema } from "./schemas";
import { tokens } from "./token";

export type LoginParts = {
  authenticator: Authenticator;
  /** What absolute links of an answer to this request begin with. */
  base: (request: FastifyRequest) => string;
};

const config = { anonymous: true };
/** What is wrong with a form is said as OAuth says it, by form.ts; the schemas are for the document. */
const validatorCompiler = () => () => true;

/**
 * `/1/authinfo.yaml` and `/1/login`: how clients get a token. The command line waits only where "not yet" comes with 403, and standard
 * issuers say 400 (RFC 8628 §3.5), so it asks the issuer through here.
 */
export const logins = (parts: LoginParts) => async (app: FastifyInstance) => {
  const { authenticator, base } = parts;
  await app.register(authinfo(parts));

  app.get("/1/login/jwks.json", { config, schema: keysSchema }, async (_request, reply) => {
    reply.header("cache-control", "public, max-age=300");
    return await authenticator.issuer.keys();
  });

  await app.register(async (forms) => {
    speakOAuth(forms);
    forms.post("/1/login/device", { config, validatorCompiler, schema: deviceSchema }, (request) =>
      startLogin(authenticator, request, base(request)),
    );
    forms.post("/1/login/token", { config, validatorCompiler, schema: tokenSchema }, (request) =>
      tokens(authenticator, request.body),
    );
  });

  if (authenticator.development !== undefined) {
    const { developmentPage } = await import("../../development/page");
    await app.register(developmentPage(await authenticator.development()));
  }
};
