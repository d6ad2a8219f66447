import type {
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from "fastify";
import { failureOf } from "../database/failures";
import { ApiError, badRequest, invalidParameter, tooLarge, unsupportedContentType } from "../errors";
import { readOn } from "./unreadable";

/** Every failure leaves as one of the bodies that clients parse; what is our own mistake says no more than the request's id. */
export function errors(app: FastifyInstance): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const failure = asApiError(error, request);
    if (failure === undefined) {
      request.log.error({ err: error }, "failed");
      return send(
        reply,
        new ApiError(500, "fault", { message: `failed; the log tells more under request ${request.id}` }),
      );
    }
    if (failure.status === 413) readOn(request, reply);
    if (failure.status >= 500) request.log.warn({ err: error }, failure.message);
    return send(reply, failure);
  });
  app.setNotFoundHandler((request, reply) =>
    send(
      reply,
      new ApiError(404, "not-found", {
        id: pathOf(request),
        message: `there is no ${request.method} ${pathOf(request)}; /1/openapi/openapi3.json lists what there is`,
      }),
    ),
  );
}

function send(reply: FastifyReply, { status, code, body, headers }: ApiError): FastifyReply {
  return reply
    .code(status)
    .headers({ ...headers, "goa-error": code, "content-type": "application/json; charset=utf-8" })
    .serializer(JSON.stringify)
    .send(body);
}

function asApiError(error: FastifyError, request: FastifyRequest): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error.validation) return invalid(error.validation, error.validationContext ?? "body", request);
  const known = FASTIFY[error.code];
  if (known) return known(request, error);
  const refused = failureOf(error);
  if (refused !== undefined) return refused;
  // Of fastify, its plugins and node's parser: a request that cannot be read.
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) return new ApiError(status, "bad-request", { message: error.message });
  return undefined;
}

const FASTIFY: Record<string, (request: FastifyRequest, error: FastifyError) => ApiError> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: () => badRequest("the body is empty; a JSON document is expected"),
  FST_ERR_CTP_INVALID_JSON_BODY: (_, error) => badRequest(`the body is no JSON: ${error.message}`),
  FST_ERR_CTP_BODY_TOO_LARGE: (request) =>
    tooLarge(
      `the body is larger than ${request.routeOptions.bodyLimit} bytes, which is all that is read here`,
    ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (request) =>
    unsupportedContentType(
      `Content-Type ${JSON.stringify(request.headers["content-type"] ?? "")} is not read here; send application/json`,
    ),
};

/** The first thing that ajv found wrong: which parameter, what it holds, what is allowed. */
function invalid(
  [first]: FastifySchemaValidationError[],
  context: string,
  request: FastifyRequest,
): ApiError {
  if (first === undefined) return badRequest("the request is invalid");
  const given = {
    body: request.body,
    querystring: request.query,
    params: request.params,
    headers: request.headers,
  }[context];
  if (context === "body" && (given === undefined || given === null)) {
    return badRequest("the body is empty; a JSON document is expected");
  }
  const path = first.instancePath.split("/").slice(1).map(unescaped);
  const missing = (first.params as { missingProperty?: string }).missingProperty;
  const name = [...path, ...(missing === undefined ? [] : [missing])].join("/") || context;
  const found = missing === undefined ? valueAt(given, path) : undefined;
  const allowed = (first.params as { allowedValues?: string[] }).allowedValues;
  const message =
    missing === undefined ? `${first.message}${allowed ? `: ${allowed.join(", ")}` : ""}` : "is missing";
  return invalidParameter(name, message, found === undefined ? undefined : textOf(found));
}

/** JSON Pointer, RFC 6901 §4. */
const unescaped = (token: string) => token.replaceAll("~1", "/").replaceAll("~0", "~");

const valueAt = (value: unknown, path: string[]): unknown =>
  path.reduce((at: unknown, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);

const textOf = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

const pathOf = (request: FastifyRequest) => request.url.split("?", 1)[0]?.slice(0, 200) ?? "";
