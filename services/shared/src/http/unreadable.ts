import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiError, badRequest } from "../errors";
import { SECURITY_HEADERS } from "./security-headers";

/** How long the rest of what a client sends is read and thrown away, so that it gets to read the answer. */
const LINGER_MS = 1_000;
/** The same for a body that is larger than what is read. */
const READ_ON_MS = 10_000;

/**
 * A body that is too large is read on for a while and thrown away, and the connection lives on: a client that is still sending when its
 * connection breaks hears of no answer.
 */
export function readOn({ raw }: FastifyRequest, reply: FastifyReply): void {
  reply.header("connection", "keep-alive");
  const timer = setTimeout(() => raw.socket.destroy(), READ_ON_MS).unref();
  raw.once("close", () => clearTimeout(timer));
  raw.resume();
}

/** What the router cannot read. It asks no hooks, so that all of the answer is made here. */
export function unroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const failure =
    error.code === "FST_ERR_MAX_PARAM_LENGTH"
      ? new ApiError(414, "bad-request", { message: "a part of the path is too long to be an id" })
      : badRequest("the path has a broken percent-encoding; ids are encoded as UTF-8, once");
  request.log.info({ method: request.method, route: "none", status: failure.status }, "answered");
  reply
    .code(failure.status)
    .headers({
      ...SECURITY_HEADERS,
      "x-request-id": request.id,
      "goa-error": failure.code,
      "content-type": "application/json; charset=utf-8",
    })
    .serializer(JSON.stringify)
    .send(failure.body);
}

/**
 * What node's parser cannot read as a request. The connection ends with the answer, since nobody knows where the next request would
 * begin.
 */
export function unparsable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return;
  const [status, message] = UNPARSABLE[error.code ?? ""] ?? [400, "this is no request of HTTP/1.1"];
  const body = JSON.stringify({ message });
  const headers = {
    ...SECURITY_HEADERS,
    connection: "close",
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "goa-error": "bad-request",
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join("")}\r\n${body}`);
  // Closed with bytes unread, TCP would tear down the answer as well.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

const UNPARSABLE: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, "the request line and headers are longer than 16 KiB together"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "the extensions of the body's chunks are too long"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "the request's headers took too long to arrive"],
};
