import { notFound } from "@ivcap/shared/errors";
import { requireOperator } from "@ivcap/shared/policy/authorise";
import { holdService, setDisabled } from "@ivcap/shared/records/services";
import { idOf, urnOf } from "@ivcap/shared/urn";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Parts } from "../../parts";
import { answerChange } from "../changes";
import { SERVICES } from "../services/projection";

/**
 * Disables a service, which takes no orders then, or enables it again. An operator may do so whatever its policy says.
 *
 * @param reason undefined enables it
 */
export async function disableService(
  parts: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  { id: given, reason }: { id: string; reason?: string },
) {
  requireOperator(request.identity);
  const id = idOf("service", given);
  const urn = urnOf("service", id);
  return await answerChange(parts, request, reply, async (transaction) => {
    if ((await holdService(transaction, id)).open === undefined) throw notFound(urn);
    await setDisabled(transaction, id, reason);
    const { open } = await holdService(transaction, id);
    if (open === undefined) throw notFound(urn);
    const { account, policy, revision, definition } = open;
    return {
      status: 200,
      body: SERVICES.status(parts.base(request), open),
      changes: [
        {
          entity: urn,
          kind: "service",
          change: "updated",
          payload: { revision, account, policy, definition, disabled: reason !== undefined },
        },
      ],
      audit: { action: reason === undefined ? "service.enable" : "service.disable", entity: urn, policy },
    };
  });
}
