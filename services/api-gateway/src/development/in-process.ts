import fastify from "fastify";
import type { Provider } from "oidc-provider";
import type { Transport } from "../authentication/transport";

/** Requests reach the provider as if they had come over HTTP, below the path of its name. */
export function inProcess(provider: Provider): Transport {
  const answer = provider.callback();
  const path = new URL(provider.issuer).pathname;
  const app = fastify({ logger: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, _body, done) => done(null));
  app.all(`${path}/*`, (request, reply) => {
    reply.hijack();
    const raw = Object.assign(request.raw, { originalUrl: request.raw.url });
    raw.url = request.raw.url?.slice(path.length) ?? "/";
    void answer(raw, reply.raw);
  });
  return async (url, init) => {
    const { pathname, search, host } = new URL(url);
    const response = await app.inject({
      method: (init.method ?? "GET") as "GET",
      url: `${pathname}${search}`,
      headers: { ...Object.fromEntries(new Headers(init.headers)), host },
      ...(typeof init.body === "string" ? { payload: init.body } : {}),
    });
    return new Response(response.rawPayload, {
      status: response.statusCode,
      headers: { "content-type": String(response.headers["content-type"] ?? "") },
    });
  };
}
