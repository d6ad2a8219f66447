import { adapterOf } from "@ivcap/shared/adapters";
import { ConfigError, configOf, secret, Type } from "@ivcap/shared/config";
import { expect, test } from "@jest/globals";

const Schema = Type.Object({
  PORT: Type.Integer({ default: 8088, minimum: 0, maximum: 65_535, description: "the port: 0 to 65535" }),
  KEY: Type.String({ ...secret, minLength: 8, description: "a key of 8 characters or more" }),
});

const linesOf = (environment: Record<string, string>) => {
  try {
    configOf(Schema, environment);
  } catch (error) {
    return (error as ConfigError).lines;
  }
  return [];
};

test("variables become what the schema says, and what is not set gets its default", () => {
  expect(configOf(Schema, { KEY: "12345678", PORT: "80", OTHER: "x" })).toEqual({
    KEY: "12345678",
    PORT: 80,
  });
  expect(configOf(Schema, { KEY: "12345678", PORT: "" })).toEqual({ KEY: "12345678", PORT: 8088 });
});

test("each wrong variable has a line with its name, what was found and what is allowed", () => {
  expect(linesOf({ KEY: "12345678", PORT: "70000" })).toEqual([
    expect.stringMatching(/^PORT: "70000" .*0 to 65535/),
  ]);
  expect(linesOf({ KEY: "12345678", PORT: "http" })).toEqual([
    expect.stringMatching(/^PORT: "http" .*0 to 65535/),
  ]);
});

test("an integer is one exactly: what is cut off or added is refused, and not dropped", () => {
  for (const PORT of ["1.5", "80x", "0x50", "1e3"])
    expect(linesOf({ KEY: "12345678", PORT })).toHaveLength(1);
});

test("a missing variable is named with what it is for", () => {
  expect(linesOf({})).toEqual([expect.stringMatching(/^KEY is not set: a key of 8 characters/)]);
});

test("a secret's value is never shown", () => {
  expect(linesOf({ KEY: "hunter2" }).join()).not.toContain("hunter2");
});

test("an adapter follows from the scheme of its URL; another scheme is refused without the URL", () => {
  const adapters = { postgres: (url: string) => url.length, s3: () => 0 };
  expect(adapterOf("DATABASE_URL", "postgres://u:secret@h/d", adapters)).toBe(23);
  for (const url of ["mysql://u:secret@h/d", "secret", "__proto__:secret", "constructor://secret"]) {
    const refused = () => adapterOf("DATABASE_URL", url, adapters);
    expect(refused).toThrow(ConfigError);
    expect(refused).toThrow(/^DATABASE_URL: .*allowed: postgres:\/\/…, s3:\/\/…$/);
    expect(refused).not.toThrow(/secret/);
  }
});
