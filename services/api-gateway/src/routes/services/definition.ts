import { policyOf } from "@ivcap/shared/policy/authorise";
import type { ServiceDefinition } from "@ivcap/shared/schemas/service";
import type { FastifyRequest } from "fastify";

/**
 * Clients send `null` for what they leave out, and the CLI for a list of parameters that is not there. Within `argo` everything is the
 * provider's own.
 */
export async function withoutNulls(request: FastifyRequest): Promise<void> {
  if (request.body === null || typeof request.body !== "object" || Array.isArray(request.body)) return;
  const body = stripped(request.body) as Record<string, unknown>;
  request.body = { ...body, parameters: body.parameters ?? [], description: body.description ?? "" };
}

function stripped(value: unknown, depth = 0): unknown {
  if (Array.isArray(value))
    return value.filter((each) => each !== null).map((each) => stripped(each, depth + 1));
  if (value === null || typeof value !== "object" || depth > 6) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [name, name === "argo" ? each : stripped(each, depth + 1)]),
  );
}

/** What is kept of a definition, and the policy it asks for. */
export function definitionOf(body: ServiceDefinition): { definition: ServiceDefinition; policy: string } {
  return { definition: body, policy: policyOf("service", body.policy) };
}
