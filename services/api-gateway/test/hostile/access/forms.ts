import type { Entity } from "./entities";

/** One way to write an id into a path: of which text, and what comes of it. */
export type Form = {
  name: string;
  write: (entity: Entity, uuid: string) => string;
  /** `same`: as the URN is answered. A status: to whoever has a token; and to nobody's 401 where a route was found. */
  answer: "same" | 422 | { unrouted: 400 | 404 | 414 };
  /** Where accounts, whose ids are no uuids, are answered otherwise. */
  ofAccounts?: "same" | 422;
};

const urn = (entity: string, uuid: string) => `urn:ivcap:${entity}:${uuid}`;
const encoded = encodeURIComponent;

const GOOD: Form[] = [
  { name: "percent-encoded URN", write: (entity, uuid) => encoded(urn(entity, uuid)), answer: "same" },
  {
    name: "URN that was encoded twice",
    write: (entity, uuid) => encoded(encoded(urn(entity, uuid))),
    answer: "same",
    ofAccounts: 422,
  },
  { name: "bare uuid", write: (_, uuid) => uuid, answer: "same" },
  {
    name: "upper case",
    write: (entity, uuid) => urn(entity, uuid).toUpperCase(),
    answer: "same",
    ofAccounts: 422,
  },
  {
    name: "cayp: of the Magda era",
    write: (entity, uuid) => `cayp:${entity}:${uuid}`,
    answer: "same",
    ofAccounts: 422,
  },
  {
    name: "ivcap: with a name",
    write: (entity, uuid) => `ivcap:${entity}:${uuid}:my-name`,
    answer: "same",
    ofAccounts: 422,
  },
];

const refused = (name: string, write: Form["write"]): Form => ({ name, write, answer: 422 });
const BAD: Form[] = [
  refused("another kind", (_, uuid) => urn("order", uuid)),
  refused("a kind that is not there", (_, uuid) => urn("nonsense", uuid)),
  refused("no text", () => ""),
  refused("traversal", () => "..%2f..%2fhealthz"),
  refused("traversal, encoded twice", () => "..%252f..%252fhealthz"),
  refused("dots", () => ".."),
  refused("an encoded slash", (_, uuid) => `${uuid}%2Fblob`),
  refused("a backslash", (_, uuid) => `${uuid}%5c..`),
  refused("NUL", (_, uuid) => `${uuid}%00`),
  refused("a line's end", (_, uuid) => `${uuid}%0d%0aX-Evil:%201`),
  refused("a quote and SQL", (_, uuid) => `${uuid}'%20or%20'1'='1`),
  refused("LIKE's wildcard", (entity) => `${urn(entity, "%25")}`),
  refused("a star", () => "*"),
  refused("digits that are wide", (entity, uuid) => encoded(urn(entity, uuid.replace(/\d/g, wide)))),
  refused("a matrix parameter", (_, uuid) => `${uuid};admin=true`),
  refused("braces", (_, uuid) => `%7B${uuid}%7D`),
  { ...refused("half a uuid", (entity, uuid) => urn(entity, uuid.slice(0, 18))), ofAccounts: "same" },
  refused("a member of every object", () => "__proto__"),
  refused("900 characters", () => "a".repeat(900)),
];

const UNROUTED: Form[] = [
  { name: "10,000 characters", write: () => "a".repeat(10_000), answer: { unrouted: 414 } },
  { name: "a broken escape", write: () => "%zz", answer: { unrouted: 400 } },
  { name: "bytes that are no UTF-8", write: () => "%ff", answer: { unrouted: 400 } },
  { name: "half of a surrogate pair", write: () => "%ed%a0%80", answer: { unrouted: 400 } },
  { name: "plain traversal", write: () => "../../healthz", answer: { unrouted: 404 } },
  { name: "a slash at the end", write: (_, uuid) => `${uuid}/`, answer: { unrouted: 404 } },
  { name: "a path behind it", write: (_, uuid) => `${uuid}/nothing`, answer: { unrouted: 404 } },
];

export const FORMS: readonly Form[] = [...GOOD, ...BAD, ...UNROUTED];
/** The form that rows speak of. */
export const URN = urn;

const wide = (digit: string) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0);
