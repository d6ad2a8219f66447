import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidParameter } from "./errors";

/** What a token is good for: one account's walk through one list. */
export type Binding = {
  /** `urn:ivcap:account:…` of who asks. */
  account: string;
  /** Name of the list, such as `services`. */
  list: string;
};

/**
 * Tokens for `page`: all that the next page needs, so that the token alone continues the list (filter, order, `at-time`, limit, cursor).
 *
 * A token is `v1.<state>.<mac>` in the url-safe alphabet, without the `: & ?` at which clients split. It is signed, not secret: it holds what
 * the client sent and where its last page ended. It grants nothing; who uses it is judged again on each page.
 *
 * @param key shared by all replicas; at least 32 bytes of chance. Another key makes every open list start again.
 */
export function pageTokens<State extends object = Record<string, unknown>>(key: string | Buffer) {
  if (Buffer.byteLength(key) < MIN_KEY)
    throw new Error(`the key of page tokens is shorter than ${MIN_KEY} bytes`);

  const sign = ({ account, list }: Binding, state: string) =>
    createHmac("sha256", key)
      .update(JSON.stringify([VERSION, account, list, state]))
      .digest("base64url");

  return {
    /** @throws ApiError 422 where the list's parameters are together too long for a URL */
    seal(binding: Binding, state: State): string {
      const json = JSON.stringify(state);
      const bytes = Buffer.byteLength(json);
      if (bytes > MAX_STATE)
        throw invalidParameter(
          "page",
          `the parameters of this list are too long to page through it: ${bytes} bytes of ${MAX_STATE}; shorten filter or content-path`,
        );
      const text = Buffer.from(json).toString("base64url");
      return `${VERSION}.${text}.${sign(binding, text)}`;
    },

    /** @throws ApiError 422 for anything but a token that `seal` gave for this binding under this key */
    open(binding: Binding, token: string): State {
      const [version, text, mac, ...rest] = token.length > MAX_TOKEN ? [] : token.split(".");
      if (version !== VERSION || text === undefined || mac === undefined || rest.length > 0)
        throw refused(token);
      // As texts: several texts decode to the same bytes, and only one of them was given out.
      if (!equal(mac, sign(binding, text))) throw refused(token);
      return JSON.parse(Buffer.from(text, "base64url").toString()) as State;
    },
  };
}

const VERSION = "v1";
const MIN_KEY = 32;
/** Bytes of JSON. A token of a third more still fits beside the other parameters that clients send along in node's 16 KiB of headers. */
const MAX_STATE = 6_144;
const MAX_TOKEN = 9_000;

const equal = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

const refused = (token: string) =>
  invalidParameter(
    "page",
    "is no token of this list for this account; start again from the first page",
    token,
  );
