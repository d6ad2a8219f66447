import { failures } from "@ivcap/shared/schemas/common";
import Type from "typebox";
import { FORM } from "./form";
import { DEVICE, REFRESH } from "./token";

const tags = ["login"];
const { 429: tooMany, 503: away } = failures();

const refusal = (description: string) =>
  Type.Object({ error: Type.String(), error_description: Type.String() }, { description });
const refusals = {
  400: refusal("What is wrong (RFC 6749 §5.2)"),
  403: refusal("Not yet, or no more (RFC 8628 §3.5); standard issuers say 400"),
  415: refusal("The body is no form"),
  429: tooMany,
  503: away,
};
const client_id = Type.String({ description: "The one that /1/authinfo.yaml names" });
const audience = Type.Optional(Type.String({ description: "The one that /1/authinfo.yaml names" }));
const scope = Type.Optional(Type.String({ description: "Such as `openid profile email offline_access`" }));

export const deviceSchema = {
  tags,
  operationId: "login#device",
  summary: "Starts a login for a client without a browser (RFC 8628)",
  consumes: [FORM],
  body: Type.Object({ client_id, scope, audience }),
  response: {
    200: Type.Object(
      {
        device_code: Type.String(),
        user_code: Type.String(),
        verification_uri: Type.String({ format: "uri" }),
        verification_uri_complete: Type.String({ format: "uri" }),
        expires_in: Type.Integer({ description: "Seconds" }),
        interval: Type.Integer({ description: "Seconds between two questions" }),
      },
      { description: "What to show to the person, and what to ask for tokens with" },
    ),
    ...refusals,
  },
};

export const tokenSchema = {
  tags,
  operationId: "login#token",
  summary: "The tokens of a login that was let in, or of a refresh token",
  consumes: [FORM],
  body: Type.Object({
    grant_type: Type.Union([Type.Literal(DEVICE), Type.Literal(REFRESH)]),
    client_id,
    device_code: Type.Optional(Type.String()),
    refresh_token: Type.Optional(Type.String()),
    scope,
    audience,
  }),
  response: {
    200: Type.Object(
      {
        access_token: Type.String(),
        token_type: Type.String(),
        expires_in: Type.Optional(Type.Integer({ description: "Seconds" })),
        refresh_token: Type.Optional(Type.String()),
        id_token: Type.Optional(Type.String()),
        scope: Type.Optional(Type.String()),
      },
      { description: "As the issuer gives them" },
    ),
    ...refusals,
  },
};

export const keysSchema = {
  tags,
  operationId: "login#keys",
  summary: "The issuer's public keys",
  response: {
    200: Type.Object(
      { keys: Type.Array(Type.Object({}, { additionalProperties: true })) },
      { description: "A JSON Web Key Set (RFC 7517 §5)" },
    ),
    429: tooMany,
    503: away,
  },
};
