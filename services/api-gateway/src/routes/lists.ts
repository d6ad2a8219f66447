import type { Judged } from "@ivcap/shared/database/failures";
import { invalidParameter } from "@ivcap/shared/errors";
import type { Identity } from "@ivcap/shared/identity";
import { instantOf } from "@ivcap/shared/instant";
import { listLinks } from "@ivcap/shared/links";
import type { Cursor, Page } from "@ivcap/shared/records/page";
import type { Link } from "@ivcap/shared/schemas/common";
import type { PageState, Parts } from "../parts";

type Query = PageState["query"];
export type Given = { page?: string; limit?: number; "at-time"?: string };

/** One page of a list as it is asked for: by parameters, or by the token of the page before, which then stands for all but `limit`. */
export type Asked<Q extends Given> = {
  query: Q;
  limit: number;
  atTime?: string;
  after?: Cursor;
};

const LIMIT = 10;
const MOST = 50;

export function askedFor<Q extends Given>(
  { tokens }: Parts,
  identity: Identity,
  list: string,
  given: Q,
): Asked<Q> {
  const state =
    given.page === undefined ? undefined : tokens.open({ account: identity.account, list }, given.page);
  const query = state === undefined ? given : (state.query as Q);
  const atTime = state?.atTime ?? instantIn("at-time", given["at-time"]);
  return {
    query,
    limit: Math.min(given.limit ?? query.limit ?? LIMIT, MOST),
    ...(atTime === undefined ? {} : { atTime }),
    ...(state === undefined ? {} : { after: state.after }),
  };
}

/** Links of a page; `next` carries a token where there is more. */
export function linksOf<Q extends Given>(
  { tokens }: Parts,
  identity: Identity,
  {
    base,
    list,
    asked,
    given,
    page,
  }: { base: string; list: string; asked: Asked<Q>; given: Q; page: Page<unknown> },
): Link[] {
  const query: Query = { ...asked.query, page: undefined };
  const next =
    page.next === undefined
      ? undefined
      : tokens.seal({ account: identity.account, list }, { query, atTime: page.atTime, after: page.next });
  return listLinks(base, list, { query, page: given.page, next });
}

/** The instant that a parameter gives; undefined where it is not given. */
function instantIn(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = instantOf(text);
  if (instant !== undefined) return instant;
  throw invalidParameter(name, "is no instant of RFC 3339, such as 2026-01-31T12:00:00Z", text);
}

/** `created-at,status` or `valid_from`: the first attribute, in either spelling. */
export const firstAttribute = (orderBy: string | undefined): string =>
  orderBy?.split(",", 1)[0]?.trim().toLowerCase().replaceAll("-", "_") ?? "";

/** A filter or a JSON path for Postgres to judge, where it is given. */
export const queryIn = (name: string, value: string | undefined): Judged | undefined =>
  value === undefined ? undefined : { name, value, query: true };
