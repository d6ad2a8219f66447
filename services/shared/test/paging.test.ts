import { ApiError } from "@ivcap/shared/errors";
import { pageTokens } from "@ivcap/shared/paging";
import { refusal } from "./support/refusal";

const key = "k".repeat(32);
const binding = { account: "urn:ivcap:account:a", list: "services" };
const state = {
  filter: "name ~= 'Größe%'",
  "order-by": "name",
  "at-time": "2026-01-01T00:00:00Z",
  limit: 50,
  cursor: { value: "2026-01-01 00:00:00.123456+00", id: "19f9c31e-8cc5-531f-8dc4-c4684fad0a33" },
};
const tokens = pageTokens(key);
const token = tokens.seal(binding, state);

test("a token alone gives back all that the next page needs", () => {
  expect(tokens.open(binding, token)).toEqual(state);
});

test("another replica with the same key opens it", () => {
  expect(pageTokens(Buffer.from(key)).open(binding, token)).toEqual(state);
});

test("a token stands in a URL as it is, free of what clients split at", () => {
  expect(token).toMatch(/^[A-Za-z0-9_.-]+$/);
  expect(encodeURIComponent(token)).toBe(token);
});

test("a token with any one character changed, dropped or doubled is refused", () => {
  for (let at = 0; at < token.length; at++) {
    const [before, here = "", after] = [token.slice(0, at), token[at], token.slice(at + 1)];
    for (const changed of [here === "A" ? "B" : "A", "", here + here, "~"])
      expect(refusal(() => tokens.open(binding, before + changed + after)).status).toBe(422);
  }
});

test("a token whose last bits differ but decode to the same bytes is refused", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const given = tokens.seal(binding, {});
  const accepted = [...alphabet].filter((last) => {
    try {
      tokens.open(binding, given.slice(0, -1) + last);
      return true;
    } catch (error) {
      if (error instanceof ApiError) return false;
      throw error;
    }
  });
  expect(accepted).toEqual([given.at(-1)]);
});

test.each([
  ["another account's", pageTokens(key), { ...binding, account: "urn:ivcap:account:b" }],
  ["another list's", pageTokens(key), { ...binding, list: "aspects" }],
  [
    "one whose account and list run together otherwise",
    pageTokens(key),
    { account: `${binding.account}","services`, list: "" },
  ],
  ["another key's", pageTokens("x".repeat(32)), binding],
])("a token that is %s is refused, and told to start again", (_what, opener, by) => {
  const { status, body } = refusal(() => opener.open(by, token));
  expect(status).toBe(422);
  expect(body).toMatchObject({
    name: "page",
    message: expect.stringContaining("start again from the first page"),
  });
});

test.each([
  "",
  ".",
  "v1..",
  "v1",
  "null",
  `v2${token.slice(2)}`,
  `${token}.x`,
  "\u0000",
  "\ud800",
  "x".repeat(100_000),
])("garbage instead of a token is refused: %j", (garbage) => {
  expect(refusal(() => tokens.open(binding, garbage)).body.name).toBe("page");
});

test("parameters too long for a URL are refused when the token is made, not by the server's limit on the next page", () => {
  expect(refusal(() => tokens.seal(binding, { filter: "x".repeat(7_000) })).status).toBe(422);
});

test("the longest token that is made is read", () => {
  const long = { filter: "x".repeat(6_100) };
  expect(tokens.open(binding, tokens.seal(binding, long))).toEqual(long);
});

test("a short key stops the process, not the requests", () => {
  expect(() => pageTokens("short")).toThrow("32 bytes");
});
