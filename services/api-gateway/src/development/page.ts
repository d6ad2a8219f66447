import { isIP } from "node:net";
import { badRequest, invalidScopes } from "@ivcap/shared/errors";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { PAGE_PATH } from "./address";
import { ended, question } from "./html";
import type { DevelopmentIdentity } from "./identity";
import { isDevelopmentUser } from "./users";

const route = { config: { anonymous: true }, schema: { hide: true } } as const;
/** Style stands in the page; it loads nothing, is framed by nobody and posts to itself only. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** Under `no-referrer` browsers hide where even the page's own post comes from (Fetch, "append a request Origin header"). */
const REFERRER = "same-origin";

/** The page where a login on one machine is let in: pick who you are. It asks for no password, so no other site may reach it. */
export const developmentPage = (identity: DevelopmentIdentity) => async (app: FastifyInstance) => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: 4_096 },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  );
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers({
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      "referrer-policy": REFERRER,
    });
    reply.type("text/html; charset=utf-8");
    const problem = strangerOf(request);
    done(problem === undefined ? undefined : invalidScopes(problem));
  });

  app.get<{ Querystring: { user_code?: string } }>(PAGE_PATH, route, async (request) => {
    const code = codeOf(request.query.user_code);
    return question(code, code !== "" && !(await identity.waits(code)));
  });

  app.post(PAGE_PATH, route, async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
    const code = codeOf(form.get("user_code") ?? undefined);
    const user = form.get("user") ?? "";
    if (user !== "" && !isDevelopmentUser(user))
      throw badRequest("user is none of the development users: alice, bob, operator, or nothing to deny");
    const found = await identity.decide(code, user === "" ? undefined : user);
    return found ? ended(user) : reply.code(404).send(question(code, true));
  });
};

/** What people type: letters, digits and dashes. Anything else is no code, and is not shown again. */
const codeOf = (text: unknown): string =>
  typeof text === "string" && /^[A-Za-z0-9-]{1,20}$/.test(text) ? text : "";

/**
 * Why a request is refused. A page of another site could start a login and post the answer to it: browsers say where a post comes from.
 * A name that leads here by DNS could make it the same site: only addresses and localhost are this machine for sure.
 */
function strangerOf(request: FastifyRequest): string | undefined {
  const { hostname } = request;
  const host = hostname.replace(/^\[|\]$/g, "");
  if (host !== "localhost" && !host.endsWith(".localhost") && isIP(host) === 0)
    return `development logins are opened by localhost or an address, not by the name ${host}`;
  const { origin } = request.headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host))
    return `development logins are let in from their own page, not from ${origin}`;
  return undefined;
}
