import { ASPECT_BODY, definition2Of, definitionOf, type Entity } from "./entities";

/** Who asks, and whose token they have. */
export const ACTORS = {
  owner: "the account that owns it",
  reader: "the same account, with a token for reading only",
  stranger: "another account",
  operator: "another account, with the scope of operators",
  nobody: "no token",
} as const;
export type Actor = keyof typeof ACTORS;

/** Status, of an entity that every account may read, of one that is kept to its account, and of one that is not there. */
export type Said = { open: number; kept: number; none: number };

export type Row = {
  /** What its id names; a route without an id has none. */
  id?: Entity;
  /** What its list shows: of the owner's entities those that are open to all accounts, or those that are kept to it as well. */
  lists?: Entity;
  /** A request that is right in all but who asks. */
  query?: string;
  body?: unknown;
  /** Errors are those of OAuth 2.0 (RFC 6749 §5.2), not the API's own. */
  oauth?: true;
  answers: Record<Actor, number | Said>;
};

const said = (open: number, kept: number, none = 404): Said => ({ open, kept, none });

const all = (status: number) => ({ owner: status, reader: status, stranger: status, operator: status });
const ANYBODY = { answers: { ...all(200), nobody: 200 } };
const ACCOUNTS = { ...all(200), nobody: 401 };
const READ = {
  owner: said(200, 200),
  reader: said(200, 200),
  stranger: said(200, 404),
  operator: said(200, 404),
  nobody: 401,
};
/** Adding to what is one's own asks for the scope alone. */
const added = (status: number) => ({ ...all(status), reader: 403, nobody: 401 });
const changed = (status: number, none = 404) => ({
  owner: said(status, status, none),
  reader: said(403, 403, 403),
  stranger: said(403, 404, none),
  operator: said(403, 404, none),
  nobody: 401,
});

/** Whatever a policy says. */
const OPERATORS = { owner: 403, reader: 403, stranger: 403, nobody: 401 };
const REASON = { reason: "the matrix says so" };

const SAY = "entity=urn:test:entity:matrix&schema=urn:test:schema:matrix.1";
const SAY_OF_OLD = "entity-id=urn:test:entity:matrix&schema=urn:test:schema:matrix.1";

/**
 * What each route answers to whom. A route that is not here fails matrix.test.ts; docs/reference/access.md is generated from this. `HEAD`
 * is as `GET`, and every other verb of a path 404.
 */
export const ROWS: Readonly<Record<string, Row>> = {
  "GET /1/services": { lists: "service", query: "limit=50", answers: ACCOUNTS },
  "POST /1/services": { body: definitionOf("open"), answers: added(201) },
  "GET /1/services/:id": { id: "service", answers: READ },
  "PUT /1/services/:id": { id: "service", body: definitionOf("open"), answers: changed(200) },
  "DELETE /1/services/:id": { id: "service", answers: changed(204) },

  "GET /1/services2": { lists: "service", query: "limit=50", answers: ACCOUNTS },
  "POST /1/services2": { body: definition2Of("open"), answers: added(201) },
  "GET /1/services2/:id": { id: "service", answers: READ },
  "PUT /1/services2/:id": { id: "service", body: definition2Of("open"), answers: changed(200) },
  "DELETE /1/services2/:id": { id: "service", answers: changed(204) },

  "GET /1/aspects": { lists: "aspect", query: "limit=50", answers: ACCOUNTS },
  "POST /1/aspects": { query: SAY, body: ASPECT_BODY, answers: added(200) },
  "PUT /1/aspects": { query: `${SAY}.put`, body: ASPECT_BODY, answers: added(200) },
  "GET /1/aspects/:id": { id: "aspect", answers: READ },
  "DELETE /1/aspects/:id": { id: "aspect", answers: changed(204) },

  "GET /1/metadata": { lists: "record", query: "limit=50", answers: ACCOUNTS },
  "POST /1/metadata": { query: SAY_OF_OLD, body: ASPECT_BODY, answers: added(200) },
  "GET /1/metadata/:id": { id: "record", answers: READ },
  "PUT /1/metadata/:id": { id: "record", body: ASPECT_BODY, answers: changed(200) },
  "DELETE /1/metadata/:id": { id: "record", answers: changed(204) },

  "GET /1/operator/suspensions": { answers: { ...OPERATORS, operator: 200 } },
  "PUT /1/operator/suspensions/:account": {
    id: "account",
    body: REASON,
    answers: { ...OPERATORS, operator: 200 },
  },
  "DELETE /1/operator/suspensions/:account": { id: "account", answers: { ...OPERATORS, operator: 204 } },
  "PUT /1/operator/services/:id/suspension": {
    id: "service",
    body: REASON,
    answers: { ...OPERATORS, operator: said(200, 200) },
  },
  "DELETE /1/operator/services/:id/suspension": {
    id: "service",
    answers: { ...OPERATORS, operator: said(200, 200) },
  },

  "GET /1/authinfo.yaml": ANYBODY,
  "GET /1/login/jwks.json": ANYBODY,
  // Nobody has a token yet; an empty form is a mistake.
  "POST /1/login/device": { oauth: true, answers: { ...all(400), nobody: 400 } },
  "POST /1/login/token": { oauth: true, answers: { ...all(400), nobody: 400 } },
  "GET /1/openapi/openapi3.json": ANYBODY,
  "GET /healthz": ANYBODY,
  "GET /readyz": ANYBODY,
  "GET /metrics": ANYBODY,
};
