import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { failures, IdParams, ref } from "@ivcap/shared/schemas/common";
import { ServiceListQuery } from "@ivcap/shared/schemas/service";
import { Service2Definition, Service2List, Service2Status } from "@ivcap/shared/schemas/service2";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Parts } from "../../parts";
import { withoutNulls } from "../services/definition";
import { listOfServices } from "../services/list";
import { serviceOf } from "../services/read";
import { createService, deleteService, updateService } from "../services/write";
import { definitionOf2, SERVICES2 } from "./projection";

const tags = ["service2"];

/** `/1/services2`: the services, as clients of API 0.44 know them. */
export const services2 = (parts: Parts) => async (app: FastifyInstance) => {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();

  routes.get(
    "/1/services2",
    {
      schema: {
        tags,
        operationId: "service2#list",
        summary: "Services that may be used",
        querystring: ServiceListQuery,
        response: { 200: ref(Service2List), ...failures() },
      },
    },
    (request) => listOfServices(parts, SERVICES2, request, request.query),
  );

  routes.post(
    "/1/services2",
    {
      preValidation: withoutNulls,
      schema: {
        tags,
        operationId: "service2#create",
        summary: "Offer a new service, under an id of your choice or another",
        body: ref(Service2Definition),
        response: { 201: ref(Service2Status), ...failures(404, 413, 415) },
      },
    },
    (request, reply) => {
      const body = definitionOf2(request.body);
      const { id } = request.body;
      if (id === undefined) return createService(parts, SERVICES2, request, reply, body);
      return updateService(parts, SERVICES2, request, reply, { id, body, create: true, status: 201 });
    },
  );

  routes.get(
    "/1/services2/:id",
    {
      schema: {
        tags,
        operationId: "service2#read",
        summary: "One service, with its controller and the parameters of a job",
        params: IdParams,
        response: { 200: ref(Service2Status), ...failures(404) },
      },
    },
    (request) => serviceOf(parts, SERVICES2, request, request.params.id),
  );

  routes.put(
    "/1/services2/:id",
    {
      preValidation: withoutNulls,
      schema: {
        tags,
        operationId: "service2#update",
        summary: "Change a service",
        params: IdParams,
        querystring: Type.Object({
          "force-create": Type.Optional(Type.Boolean({ description: "Make it where there is none [false]" })),
        }),
        body: ref(Service2Definition),
        response: { 200: ref(Service2Status), ...failures(404, 413, 415) },
      },
    },
    (request, reply) =>
      updateService(parts, SERVICES2, request, reply, {
        id: request.params.id,
        create: request.query["force-create"] === true,
        body: definitionOf2(request.body),
      }),
  );

  routes.delete(
    "/1/services2/:id",
    {
      schema: {
        tags,
        operationId: "service2#delete",
        summary: "Offer a service no longer",
        params: IdParams,
        response: { 204: Type.Null({ description: "It is gone" }), ...failures(404) },
      },
    },
    (request, reply) => deleteService(parts, request, reply, request.params.id),
  );
};
