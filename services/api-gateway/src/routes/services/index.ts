import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import { failures, IdParams, ref } from "@ivcap/shared/schemas/common";
import {
  ServiceDefinition,
  ServiceList,
  ServiceListQuery,
  ServiceStatus,
} from "@ivcap/shared/schemas/service";
import type { FastifyInstance } from "fastify";
import Type from "typebox";
import type { Parts } from "../../parts";
import { withoutNulls } from "./definition";
import { listOfServices } from "./list";
import { SERVICES } from "./projection";
import { serviceOf } from "./read";
import { createService, deleteService, updateService } from "./write";

const tags = ["service"];

/** `/1/services`: what providers offer. */
export const services = (parts: Parts) => async (app: FastifyInstance) => {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>();

  routes.get(
    "/1/services",
    {
      schema: {
        tags,
        operationId: "service#list",
        summary: "Services that may be ordered",
        querystring: ServiceListQuery,
        response: { 200: ref(ServiceList), ...failures() },
      },
    },
    (request) => listOfServices(parts, SERVICES, request, request.query),
  );

  routes.post(
    "/1/services",
    {
      preValidation: withoutNulls,
      schema: {
        tags,
        operationId: "service#create_service",
        summary: "Offer a new service",
        body: ref(ServiceDefinition),
        response: { 201: ref(ServiceStatus), ...failures(413, 415) },
      },
    },
    (request, reply) => createService(parts, SERVICES, request, reply, request.body),
  );

  routes.get(
    "/1/services/:id",
    {
      schema: {
        tags,
        operationId: "service#read",
        summary: "One service, with the parameters of an order",
        params: IdParams,
        response: { 200: ref(ServiceStatus), ...failures(404) },
      },
    },
    (request) => serviceOf(parts, SERVICES, request, request.params.id),
  );

  routes.put(
    "/1/services/:id",
    {
      preValidation: withoutNulls,
      schema: {
        tags,
        operationId: "service#update",
        summary: "Change a service, or offer it under an id of your choice",
        params: IdParams,
        querystring: Type.Object({
          "force-create": Type.Optional(Type.Boolean({ description: "Make it where there is none [false]" })),
        }),
        body: ref(ServiceDefinition),
        response: { 200: ref(ServiceStatus), ...failures(404, 413, 415) },
      },
    },
    (request, reply) =>
      updateService(parts, SERVICES, request, reply, {
        id: request.params.id,
        create: request.query["force-create"] === true,
        body: request.body,
      }),
  );

  routes.delete(
    "/1/services/:id",
    {
      schema: {
        tags,
        operationId: "service#delete",
        summary: "Offer a service no longer",
        params: IdParams,
        response: { 204: Type.Null({ description: "It is gone" }), ...failures(404) },
      },
    },
    (request, reply) => deleteService(parts, request, reply, request.params.id),
  );
};
