import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { failures, IdParams, ref, text } from "@ivcap/shared/schemas/common";
import { SuspensionList, SuspensionRequest, SuspensionStatus } from "@ivcap/shared/schemas/operator";
import { ServiceStatus } from "@ivcap/shared/schemas/service";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Parts } from "../../parts";
import { liftSuspension, listSuspensions, suspendAccount } from "./accounts";
import { disableService } from "./services";

const tags = ["operator"];
const params = Type.Object({ account: text("URN of the account, or its id alone") });

/** `/1/operator`: what only operators of the platform may do. */
export const operator = (parts: Parts) => async (app: FastifyInstance) => {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();

  routes.get(
    "/1/operator/suspensions",
    {
      schema: {
        tags,
        operationId: "operator#suspensions",
        summary: "Accounts whose requests are refused",
        response: { 200: ref(SuspensionList), ...failures() },
      },
    },
    (request) => listSuspensions(parts, request),
  );

  routes.put(
    "/1/operator/suspensions/:account",
    {
      schema: {
        tags,
        operationId: "operator#suspend",
        summary: "Refuse all requests of an account",
        params,
        body: ref(SuspensionRequest),
        response: { 200: ref(SuspensionStatus), ...failures(413, 415) },
      },
    },
    (request, reply) =>
      suspendAccount(parts, request, reply, { account: request.params.account, reason: request.body.reason }),
  );

  routes.delete(
    "/1/operator/suspensions/:account",
    {
      schema: {
        tags,
        operationId: "operator#lift",
        summary: "Take requests of an account again",
        params,
        response: { 204: Type.Null({ description: "It is not suspended" }), ...failures() },
      },
    },
    (request, reply) => liftSuspension(parts, request, reply, request.params.account),
  );

  routes.put(
    "/1/operator/services/:id/suspension",
    {
      schema: {
        tags,
        operationId: "operator#disable_service",
        summary: "Let a service take no orders",
        params: IdParams,
        body: ref(SuspensionRequest),
        response: { 200: ref(ServiceStatus), ...failures(404, 413, 415) },
      },
    },
    (request, reply) =>
      disableService(parts, request, reply, { id: request.params.id, reason: request.body.reason }),
  );

  routes.delete(
    "/1/operator/services/:id/suspension",
    {
      schema: {
        tags,
        operationId: "operator#enable_service",
        summary: "Let a service take orders again",
        params: IdParams,
        response: { 200: ref(ServiceStatus), ...failures(404) },
      },
    },
    (request, reply) => disableService(parts, request, reply, { id: request.params.id }),
  );
};
