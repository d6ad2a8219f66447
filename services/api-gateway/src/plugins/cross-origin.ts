import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";

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

/** The browser origins that may read answers. */
export const crossOrigin = fastifyPlugin(
  async (app: FastifyInstance, { origins }: { origins: string[] }) => {
    if (origins.length === 0) return;
    await app.register(cors, {
      origin: origins,
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      allowedHeaders: SENT,
      exposedHeaders: READ,
      maxAge: 3_600,
      // Its own refusal of a question without an origin would be no error body of the API.
      strictPreflight: false,
    });
  },
  { name: "cross-origin" },
);
