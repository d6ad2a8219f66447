import { setTimeout as pause } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";

export type DrainOptions = {
  /** Milliseconds between the end of readiness and that of listening: until no proxy sends requests here any more. */
  delay: number;
  /** Milliseconds after which the process ends whatever still runs. */
  limit: number;
};

/**
 * On SIGTERM, SIGINT, or when the process that started us is gone: readiness ends first, then new connections, then what is being
 * answered; then the process. Nothing that was accepted is dropped. An exception that nobody caught ends the process in the same way,
 * with exit code 1.
 */
export function drainOnSignal(app: FastifyInstance, { delay, limit }: DrainOptions): void {
  const grace = closeWithGrace({ delay: delay + limit, logger: false }, async ({ signal, err }) => {
    if (err) app.log.fatal({ err }, "ends by a fault");
    app.log.info({ signal }, "drains");
    app.stopping();
    if (!err) await pause(delay);
    await app.close();
    app.log.info("ended");
    (app.log as Logger).flush();
  });
  // A child of `npm run local` has nobody left to serve.
  process.on("disconnect", () => void grace.close());
}
