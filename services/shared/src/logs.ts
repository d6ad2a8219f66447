import pino, { type DestinationStream, type Logger } from "pino";

export type LogOptions = {
  service: string;
  level: string;
  /** Where lines go; standard output unless given. */
  destination?: DestinationStream;
};

/**
 * Structured logs: one JSON object a line, times in RFC 3339, `requestId` in every line of a request. Lines are gathered and written
 * together, at the latest after 100 ms: writing each by itself would cost a third of what a process can serve.
 */
export function loggerOf({ service, level, destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // What may carry a credential has no business in a log, whoever puts it there.
      redact: ["req.headers.authorization", "headers.authorization", "authorization", "token", "password"],
    },
    destination ?? pino.destination({ dest: 1, sync: false, minLength: 12_288, periodicFlush: 100 }),
  );
}
