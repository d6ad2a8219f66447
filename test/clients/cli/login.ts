import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { Browser } from "../browser";
import { type Check, expect } from "../checks";
import type { Cli } from "./program";

/** From a fresh machine to a login, and out again. */
export const login: readonly Check<Cli>[] = [
  {
    says: "context create takes the platform's URL",
    needed: true,
    look: async (cli) => {
      const said = await cli.says("context", "create", "local", cli.url);
      expect(said.includes("Context 'local' created."), said);
    },
  },
  {
    says: "before a login it says that credentials are missing",
    look: (cli) => cli.refuses(/invalid credentials/, "service", "list"),
  },
  {
    says: "a token that nobody signed is refused at once",
    look: (cli) => cli.refuses(/Unauthorized access/, "service", "list", "--access-token", "made.up.token"),
  },
  {
    says: "context login waits for the person in the browser, and ends when they are through",
    needed: true,
    look: byDeviceFlow,
  },
  {
    says: "the login's account is the context's",
    look: async (cli) => {
      const account = (await cli.says("context", "get", "account-id")).trim();
      expect(/^urn:ivcap:account:[0-9a-f-]{36}$/.test(account), account);
    },
  },
  {
    says: "the refresh token of the login gives another access token",
    look: async (cli) => {
      const before = contextOf(cli);
      expect(before["refresh-token"] !== "", "the login has brought no refresh token");
      await cli.says("context", "login", "--refresh-token", before["refresh-token"]);
      const after = contextOf(cli);
      expect(after["access-token"] !== before["access-token"], "the access token is the same as before");
      await cli.says("service", "list");
    },
  },
];

export const logout: readonly Check<Cli>[] = [
  {
    says: "after a logout it says that credentials are missing",
    look: async (cli) => {
      await cli.says("context", "logout");
      await cli.refuses(/invalid credentials/, "service", "list");
    },
  },
];

async function byDeviceFlow(cli: Cli): Promise<void> {
  let person: Promise<string> | undefined;
  const { code, stdout, stderr } = await cli.run(["context", "login"], (line) => {
    const [, link] = /please go to:\s+(\S+)/.exec(line) ?? [];
    if (link !== undefined) person = new Browser().logIn(link, "alice");
    // Without a person it would wait until the code expires; its own words come first.
    person?.catch(() => {});
  });
  expect(person !== undefined, `it prints no link: ${stderr || stdout}`);
  const page = await person.catch((error: Error) => `the browser: ${error.message}`);
  expect(
    code === 0 && stdout.includes("You are authorised"),
    `${stderr || "it never ended"}; last page: ${page}`,
  );
}

type Context = { "access-token": string; "refresh-token": string };

function contextOf(cli: Cli): Context {
  const { contexts } = parse(readFileSync(cli.configuration, "utf8")) as { contexts: [Context] };
  return contexts[0];
}
