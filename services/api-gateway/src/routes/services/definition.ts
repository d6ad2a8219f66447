import type { FastifyRequest } from "fastify";

/**
 * Clients send `null` for what they leave out, and the CLI for a list of parameters that is not there. Within an Argo workflow or a
 * controller everything is the provider's own.
 */
export async function withoutNulls(request: FastifyRequest): Promise<void> {
  if (request.body === null || typeof request.body !== "object" || Array.isArray(request.body)) return;
  const body = stripped(request.body) as Record<string, unknown>;
  request.body = { ...body, parameters: body.parameters ?? [], description: body.description ?? "" };
}

function stripped(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.map((each) => stripped(each, depth + 1));
  if (value === null || typeof value !== "object" || depth > 6) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== null)
      .map(([name, each]) => [
        name,
        name === "argo" || name === "controller" ? each : stripped(each, depth + 1),
      ]),
  );
}
