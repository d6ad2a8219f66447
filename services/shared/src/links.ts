import { badRequest } from "./errors";
import type { Link } from "./schemas/common";

/** Parameters of a list as its first page was asked for; those that are undefined were not given. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

type Origin = {
  /** The address that clients use, where configuration says it: such as https://api.example.org, a path after it allowed. */
  configured?: string | undefined;
  /** As node reads them: names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of the connection itself. */
  protocol: string;
  /** Whether the peer is a proxy that configuration trusts to say how the client came. */
  trustProxy: boolean;
};

/**
 * What every absolute link begins with, without a slash at its end. Clients check that links begin with the very URL they were given,
 * so its case and port are kept.
 *
 * Configuration decides; else what a trusted proxy forwards; else the `Host` header, which is the client's text and therefore only
 * taken when it is a host and a port and no more.
 *
 * @throws ApiError 400 for a header that is missing, given twice or anything but that
 */
export function baseUrl({ configured, headers, protocol, trustProxy }: Origin): string {
  if (configured !== undefined) return configured.replace(/\/+$/, "");
  const forwarded = trustProxy ? headers : {};
  const scheme = one("x-forwarded-proto", forwarded["x-forwarded-proto"]) ?? protocol;
  if (!/^https?$/.test(scheme)) throw badRequest("header x-forwarded-proto is neither http nor https");
  const name = forwarded["x-forwarded-host"] === undefined ? "host" : "x-forwarded-host";
  const host = one(name, headers[name]);
  if (host === undefined || host === "") throw badRequest("there is no Host header");
  if (!isHost(host)) throw badRequest(`header ${name} is no host name or address with an optional port`);
  return `${scheme}://${host}`;
}

/**
 * Links of one page of a list. Clients cut the token out of `next` as the text after `?page=`, so it is the first and only parameter
 * there; without `next` this is the last page.
 *
 * @param resource path under `/1/`, such as `services`
 * @param list.query of the first page; a later page has it from its token
 * @param list.page token by which this page was asked for, if it was
 * @param list.next token of the page after this one, if there is one
 */
export function listLinks(
  base: string,
  resource: string,
  list: { query: Query; page?: string | undefined; next?: string | undefined },
): Link[] {
  const at = `${base}/1/${resource}`;
  const first = `${at}${search(list.query)}`;
  const links: Link[] = [
    json("self", list.page === undefined ? first : `${at}?page=${list.page}`),
    json("first", first),
  ];
  if (list.next !== undefined) links.push(json("next", `${at}?page=${list.next}`));
  return links;
}

/** Absolute address of one entity, by its bare uuid: what the API has always answered. Every other form of the id is read as well. */
export const hrefOf = (base: string, resource: string, uuid: string): string =>
  `${base}/1/${resource}/${uuid}`;

/**
 * Links of one entity: its address, and the schema that describes it.
 *
 * @param component name under `components.schemas` of the OpenAPI document
 */
export const selfLinks = (base: string, resource: string, uuid: string, component: string): Link[] => [
  json("self", hrefOf(base, resource, uuid)),
  {
    rel: "describedBy",
    type: "application/openapi3+json",
    href: `${base}/1/openapi/openapi3.json#/components/schemas/${component}`,
  },
];

const json = (rel: string, href: string): Link => ({ rel, type: "application/json", href });

function search(query: Query): string {
  const given = Object.entries(query).filter(([name, value]) => value !== undefined && name !== "page");
  if (given.length === 0) return "";
  return `?${new URLSearchParams(Object.fromEntries(given.map(([name, value]) => [name, String(value)])))}`;
}

/** Of a header that may be sent once. A list by commas means two proxies or a smuggled one, and says not which of them to believe. */
function one(name: string, value: string | string[] | undefined): string | undefined {
  if (Array.isArray(value)) throw badRequest(`header ${name} is given ${value.length} times`);
  return value;
}

/** RFC 3986 §3.2.2 without what no one serves: no user, percent-encoding or IPvFuture. Underscores occur in container networks. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?|\[[0-9a-f:]+(?:\.[0-9.]+)?\])(?::(\d{1,5}))?$/i;

function isHost(text: string): boolean {
  if (text.length > 255 + ":65535".length) return false;
  const found = HOST.exec(text);
  return found !== null && Number(found[1] ?? 0) <= 65_535;
}
