import { failureOf } from "@ivcap/shared/database/failures";
import { expect, test } from "@jest/globals";

const of = (code: string, message = "m") => Object.assign(new Error(message), { code });

test.each(["22P02", "22P05", "22021", "22025", "2201B", "42601", "42704", "0A000", "54001", "57014"])(
  "code %s of a client's text is a mistake in the parameter that holds it",
  (code) => {
    expect(failureOf(of(code), { name: "content-path", value: "$", query: true })).toMatchObject({
      status: 422,
      body: { name: "content-path", value: "$" },
    });
  },
);

test("a time-out is no mistake in a body", () => {
  expect(failureOf(of("57014"), { name: "body" })).toMatchObject({ status: 503 });
  expect(failureOf(of("42704"), { name: "body" })).toBeUndefined();
});

test.each([
  "57P01",
  "57P03",
  "53100",
  "53300",
  "08006",
  "25006",
  "40P01",
  "57014",
  "ECONNREFUSED",
  "ENOENT",
  "EPIPE",
])("code %s without a client's text is a database that is away: 503, come again", (code) => {
  expect(failureOf(of(code))).toMatchObject({ status: 503, headers: { "retry-after": expect.any(String) } });
});

test("a connection that is not had in time is a database that is away", () => {
  expect(failureOf(new Error("timeout exceeded when trying to connect"))).toMatchObject({ status: 503 });
});

test.each(["42P01", "42703", "23502", ""])("code %j is our own mistake", (code) => {
  expect(failureOf(of(code))).toBeUndefined();
});
