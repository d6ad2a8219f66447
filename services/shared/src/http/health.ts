import type { FastifyInstance } from "fastify";

export type Health = {
  /** Names what is needed and does not answer; nothing when all is well. */
  problems: () => Promise<string[]>;
};

const internal = { config: { anonymous: true, quiet: true } };

/**
 * `/healthz`: the process answers; restart it where it does not. `/readyz`: it can serve; send requests elsewhere where it cannot, such as
 * when it is about to stop or its database is away.
 */
export function health(app: FastifyInstance, { problems }: Health): void {
  let stopping = false;
  app.decorate("stopping", () => {
    stopping = true;
  });
  app.addHook("onSend", (_, reply, payload, done) => {
    if (stopping) reply.header("connection", "close");
    done(null, payload);
  });
  app.get("/healthz", internal, async () => ({ status: "ok" }));
  app.get("/readyz", internal, async (_, reply) => {
    const found = stopping ? ["the process is about to stop"] : await problems();
    return found.length === 0
      ? { status: "ready" }
      : reply.code(503).send({ status: "not ready", problems: found });
  });
}

declare module "fastify" {
  interface FastifyInstance {
    /** From now on `/readyz` says no, and every answer ends its connection. */
    stopping: () => void;
  }
}
