import { requireScope } from "@ivcap/shared/policy/authorise";
import { readService } from "@ivcap/shared/records/services";
import { idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import type { ServiceProjection } from "./projection";

export async function serviceOf(
  parts: Parts,
  projection: ServiceProjection,
  request: FastifyRequest,
  given: string,
): Promise<object> {
  requireScope(request.identity, "read");
  const id = idOf("service", given);
  const row = await readService(parts.database, id);
  return projection.status(
    parts.base(request),
    parts.policy.authorise(request.identity, "read", "service", row, urnOf("service", id)),
  );
}
