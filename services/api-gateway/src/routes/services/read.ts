import { authorise, requireScope } from "@ivcap/shared/policy/authorise";
import { readService } from "@ivcap/shared/records/services";
import type { ServiceStatus } from "@ivcap/shared/schemas/service";
import { idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import { statusOf } from "./present";

export async function serviceOf(
  parts: Parts,
  request: FastifyRequest,
  given: string,
): Promise<ServiceStatus> {
  requireScope(request.identity, "read");
  const id = idOf("service", given);
  const row = await readService(parts.database, id);
  return statusOf(
    parts.base(request),
    authorise(request.identity, "read", "service", row, urnOf("service", id)),
  );
}
