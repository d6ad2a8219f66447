import type { FastifyContextConfig, FastifyInstance, FastifyRequest } from "fastify";

export type Route = {
  /** `/1/services/:id`; `none` where there is no such route. */
  template: string;
  config: FastifyContextConfig;
};

/** The route of a request. Fastify puts its description together anew at each look, and several plugins look. */
export function routeOf(request: FastifyRequest): Route {
  if (request.route) return request.route;
  const { url, config } = request.routeOptions;
  request.route = { template: url ?? "none", config };
  return request.route;
}

/** Gives every request its place for {@link routeOf}, so that all have the same shape. */
export const knowRoutes = (app: FastifyInstance): void => {
  app.decorateRequest("route", null);
};

declare module "fastify" {
  interface FastifyRequest {
    route: Route | null;
  }
  interface FastifyContextConfig {
    /** Asked so often that a line for each answer would say nothing. */
    quiet?: boolean;
    /** Open to anybody. Without it a route asks for a bearer token. */
    anonymous?: boolean;
  }
}
