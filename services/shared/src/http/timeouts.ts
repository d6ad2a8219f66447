import type { FastifyInstance } from "fastify";

/** All in milliseconds. None is of a whole request: long transfers and long answers are normal here, silence and dripping are not. */
export type Timeouts = {
  /** Nothing is sent in either direction. */
  silence: number;
  /** Between two requests; longer than a proxy keeps its own connections (60 s), so that it never sends into a closing one. */
  keepAlive: number;
  /** Until all headers are there. */
  headers: number;
  /** In which at least {@link BODY_BYTES} of a body have to come, or the rest of it. */
  body: number;
};

export const TIMEOUTS: Timeouts = { silence: 120_000, keepAlive: 75_000, headers: 30_000, body: 30_000 };

/** Half a KiB a second: less is no link that people use, but somebody who holds connections. */
const BODY_BYTES = 16_384;

/** A body that only drips in ends its connection. */
export function endDrips(app: FastifyInstance, { body: window }: Timeouts): void {
  app.addHook("preParsing", (request, _, payload, done) => {
    const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
    if (length !== "0" || encoding !== undefined) {
      const { raw } = request;
      const { socket } = raw;
      let before = socket.bytesRead;
      const timer = setInterval(() => {
        // A request that node gave up in the middle ends without an event.
        if (raw.complete || socket.destroyed) return stop();
        if (socket.bytesRead - before < BODY_BYTES) socket.destroy();
        before = socket.bytesRead;
      }, window).unref();
      const stop = () => clearInterval(timer);
      raw.once("end", stop).once("close", stop);
    }
    done(null, payload);
  });
}
