import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";

/** Of every answer: nothing here is a page, and nothing is kept by caches that others read. */
const HEADERS = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cache-control": "private, no-cache",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

/** What the browser client sends and reads (contract of its package @pihanga2/ivcap). */
const SENT = [
  "Authorization",
  "Content-Type",
  "Idempotency-Key",
  "X-Content-Type",
  "X-Content-Length",
  "X-Name",
  "X-Collection",
  "X-Policy",
  "X-Request-Id",
  "Upload-Length",
  "Upload-Offset",
  "Upload-Metadata",
  "Tus-Resumable",
];
const READ = ["Location", "Upload-Offset", "Upload-Length", "Tus-Resumable", "Retry-After", "X-Request-Id"];

/** Security headers, and the browser origins that may read answers. */
export const headers = fastifyPlugin(
  async (app: FastifyInstance, { origins }: { origins: string[] }) => {
    app.addHook("onRequest", (_, reply, done) => {
      reply.headers(HEADERS);
      done();
    });
    await app.register(cors, {
      origin: origins.length === 0 ? false : origins,
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      allowedHeaders: SENT,
      exposedHeaders: READ,
      maxAge: 3_600,
    });
  },
  { name: "headers" },
);
