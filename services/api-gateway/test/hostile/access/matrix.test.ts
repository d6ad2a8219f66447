import { channel } from "node:diagnostics_channel";
import { METHODS } from "node:http";
import { afterAll, describe, expect, test } from "@jest/globals";
import type { FastifyInstance, RouteOptions } from "fastify";
import { PAGE_PATH } from "../../../src/development/address";
import { ALICE, BOB, type Gateway, gateway } from "../../support/gateway";
import { problemsOf } from "../support/well-formed";
import { type Received, type Sent, wireTo } from "../support/wire";
import { type Entity, make, pathOf, type State } from "./entities";
import { FORMS, type Form, URN } from "./forms";
import { ACTORS, type Actor, ROWS, type Row } from "./rows";

const CAROL = "5d0f1d4e-7d6a-4b52-9f0a-5a3c2d1e0f99";
const NONE = "00000000-0000-4000-8000-000000000000";

/** A gateway, with the routes that it says that it has: fastify tells of each new app, and each app of its routes. */
async function withRoutes(settings: Record<string, string>): Promise<[Gateway, Route[]]> {
  const found: Route[] = [];
  const listen = (message: unknown) =>
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url }: RouteOptions) => {
      for (const each of [method].flat()) found.push({ method: each, url });
    });
  const started = channel("fastify.initialization");
  started.subscribe(listen);
  const made = await gateway({
    LIMIT_REQUESTS_PER_ADDRESS: "1000000",
    LIMIT_REQUESTS_PER_ACCOUNT: "1000000",
    ...settings,
  });
  started.unsubscribe(listen);
  return [made, found];
}
const [at, routes] = await withRoutes({});
const wire = await wireTo(at.app);
afterAll(async () => {
  wire.end();
  await at.stop();
});

const owner = await at.token(ALICE);
const tokens: Record<Actor, string | undefined> = {
  owner,
  reader: await at.token(ALICE, { scope: "consumer:read" }),
  stranger: await at.token(BOB),
  operator: await at.token(CAROL, { scope: "consumer:read consumer:write ivcap:operator" }),
  nobody: undefined,
};

type Route = { method: string; url: string };
const ACTOR_NAMES = Object.keys(ACTORS) as Actor[];
const nameOf = ({ method, url }: Route) => `${method} ${url}`;
const rowOf = ({ method, url }: Route) => {
  const row = ROWS[`${method === "HEAD" ? "GET" : method} ${url}`];
  if (row !== undefined) return row;
  throw new Error(
    `${method} ${url} has no row: say who may do it in services/api-gateway/test/hostile/access/rows.ts`,
  );
};
const answerOf = (row: Row, actor: Actor, state: State | "none"): number => {
  const said = row.answers[actor];
  return typeof said === "number" ? said : said[state];
};

/** Who may not do it whatever the id is not told that the id is none. */
function expectedOf(row: Row, actor: Actor, answer: Form["answer"]): number {
  if (typeof answer === "object") return answer.unrouted;
  if (answer === "same") return answerOf(row, actor, "kept");
  const none = answerOf(row, actor, "none");
  return none === 401 || none === 403 ? none : answer;
}

/** Asks once, and says what was not as it should be. */
async function differences(what: string, sent: Sent, expected: number, oauth = false): Promise<string[]> {
  const answer = await wire.send(sent);
  const problems = oauth && answer.status < 500 ? [] : problemsOf(answer, sent.method);
  if (answer.status !== expected) problems.push(`${answer.status} for ${expected}: ${answer.text}`);
  return problems.map((problem) => `${what}: ${problem}`);
}

const requestOf = ({ method, url }: Route, row: Row, id: string): Sent => ({
  method,
  path: `${url.replace(/:[^/]+/, id)}${row.query === undefined ? "" : `?${row.query}`}`,
  ...(row.body === undefined ? {} : { body: row.body }),
});
const changes = (method: string) => !["GET", "HEAD"].includes(method);

/** One cell: `actor` asks for an entity of its own, as refusals must leave it. */
async function cell(route: Route, row: Row, actor: Actor, state: State | "none"): Promise<string[]> {
  const made = row.id === undefined || state === "none" ? undefined : await make(wire, owner, row.id, state);
  const what = `${actor}, ${state}`;
  const expected = answerOf(row, actor, state);
  const id = row.id === undefined ? "" : URN(row.id, made ?? NONE);
  const before = expected >= 400 ? await readAs(owner, row.id, made) : undefined;
  const sent = { ...requestOf(route, row, id), token: tokens[actor] };
  const wrong = await differences(what, sent, expected, row.oauth);
  if (before !== undefined && before !== (await readAs(owner, row.id, made))) wrong.push(`${what}: changed`);
  return wrong;
}

/** One form of an id, for each who may ask: of an entity that is kept to its owner. */
async function formed(route: Route, row: Row, entity: Entity, form: Form, shared: string): Promise<string[]> {
  const answer = entity === "account" ? (form.ofAccounts ?? form.answer) : form.answer;
  const wrong = ASKING.map(async (actor) => {
    const own = changes(route.method) && answer === "same";
    const id = form.write(entity, own ? await make(wire, owner, entity, "kept") : shared);
    const sent = { ...requestOf(route, row, id), token: tokens[actor] };
    return await differences(`${form.name}, ${actor}`, sent, expectedOf(row, actor, answer));
  });
  return (await Promise.all(wrong)).flat();
}
const ASKING = ["owner", "stranger", "operator", "nobody"] as const;

describe.each(routes.map((route) => [nameOf(route), route] as const))("%s", (_, route) => {
  test("answers each account as its row says, and changes nothing where it refuses", async () => {
    const row = rowOf(route);
    const states = row.id === undefined ? (["open"] as const) : (["open", "kept", "none"] as const);
    const cells = states.flatMap((state) => ACTOR_NAMES.map((actor) => cell(route, row, actor, state)));
    expect((await Promise.all(cells)).flat()).toEqual([]);
  });

  const entity = ROWS[`${route.method === "HEAD" ? "GET" : route.method} ${route.url}`]?.id;
  if (entity !== undefined)
    test("takes an id in every form, and refuses what is none without touching anything", async () => {
      const row = rowOf(route);
      const shared = await make(wire, owner, entity, "kept");
      const before = await readAs(owner, entity, shared);
      const wrong = await Promise.all(FORMS.map((form) => formed(route, row, entity, form, shared)));
      expect(wrong.flat()).toEqual([]);
      expect(await readAs(owner, entity, shared)).toBe(before);
    });
});

describe.each(Object.entries(ROWS).flatMap(([name, { lists }]) => (lists ? [{ name, lists }] : [])))(
  "the list of $name",
  ({ name, lists }) => {
    test("shows its owner all, another account what is open, and alike by GET of each", async () => {
      const ids = {
        open: await make(wire, owner, lists, "open"),
        kept: await make(wire, owner, lists, "kept"),
      };
      const [method = "", path] = name.split(" ");
      for (const [actor, shown] of [
        ["owner", ["open", "kept"]],
        ["stranger", ["open"]],
        ["operator", ["open"]],
      ] as const) {
        const token = tokens[actor];
        const { json } = await wire.send({
          method,
          path: `${path}?limit=50&order-desc=true&order-direction=DESC`,
          token,
        });
        const listed = json.items.map(({ id }) => id.slice(-36));
        for (const state of ["open", "kept"] as const) {
          expect([actor, state, listed.includes(ids[state])]).toEqual([
            actor,
            state,
            (shown as readonly string[]).includes(state),
          ]);
          const { status } = await wire.send({ method: "GET", path: pathOf(lists, ids[state]), token });
          expect([actor, state, status === 200]).toEqual([actor, state, listed.includes(ids[state])]);
        }
      }
    });
  },
);

test("every row is of a route that is there", () => {
  const names = new Set(routes.map(nameOf));
  expect(Object.keys(ROWS).filter((name) => !names.has(name))).toEqual([]);
});

test("the development identity adds its page and nothing else, and only where it runs", async () => {
  const [local, more] = await withRoutes({
    ENVIRONMENT: "local",
    AUTH_MODE: "development",
    AUTH_ISSUER: "",
    DATABASE_URL: at.url,
  });
  // The issuer itself is an app in the app, to which no port leads.
  for (const path of ["/dev/identity/token", "/dev/identity/.well-known/openid-configuration"])
    expect((await local.ask("GET", path, { as: ALICE })).status).toBe(404);
  await local.stop();
  const known = new Set(routes.map(nameOf));
  const added = more.map(nameOf).filter((name) => !known.has(name) && !name.endsWith("/*"));
  expect(new Set(added)).toEqual(new Set([`GET ${PAGE_PATH}`, `HEAD ${PAGE_PATH}`, `POST ${PAGE_PATH}`]));
});

test("every other verb of every path is 404, with a token or without", async () => {
  const wrong: string[] = [];
  for (const url of new Set(routes.map((route) => route.url))) {
    const known = routes.filter((route) => route.url === url);
    const verbs = METHODS.filter(
      (method) => !known.some((route) => route.method === method) && method !== "CONNECT",
    );
    const path = url.replace(/:[^/]+/g, NONE);
    const asked = verbs.flatMap((method) =>
      [owner, undefined].map((token) =>
        // QUERY is refused for its missing body before it is looked for.
        differences(`${method} ${url}`, { method, path, token }, method === "QUERY" ? 400 : 404),
      ),
    );
    wrong.push(...(await Promise.all(asked)).flat());
  }
  expect(wrong).toEqual([]);
});

test.each(["FOO", "get", "GET\t"])("the verb %j ends the connection with an answer", async (verb) => {
  const { text, closed } = await wire.raw(`${verb} /1/services HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
  expect(text).toMatch(/connection: close/i);
  expect(closed).toBe(true);
});

test("nobody gets a tunnel: CONNECT closes the connection", async () => {
  const { text, closed } = await wire.raw("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n");
  expect([text, closed]).toEqual(["", true]);
});

async function readAs(token: string, entity: Entity | undefined, uuid: string | undefined) {
  if (entity === undefined || entity === "account" || uuid === undefined) return undefined;
  const { status, text }: Received = await wire.send({ method: "GET", path: pathOf(entity, uuid), token });
  return `${status} ${text}`;
}
