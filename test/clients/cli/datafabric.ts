import { type Check, expect } from "../checks";
import type { Cli } from "./program";

const ENTITY = "urn:example:image:42";
const SCHEMA = "urn:example:schema:size.1";

type Added = { id: string };
type Aspect = Added & { content: { size: number }; "valid-to"?: string; retracter?: string };
type Page = { items: (Added & { content?: object })[] };

const query = async (cli: Cli, ...args: string[]) =>
  (await cli.gives<Page>("datafabric", "query", "-e", ENTITY, ...args)).items;
const sized = (cli: Cli, size: number) => cli.file("aspect.json", { $schema: SCHEMA, size });

/** Statements about an entity: added, replaced, found, retracted. */
export const datafabric: readonly Check<Cli>[] = [
  {
    says: "datafabric add attaches an aspect, by the schema that its file names",
    needed: true,
    look: async (cli) => {
      cli.made.replaced = (await cli.gives<Added>("datafabric", "add", ENTITY, "-f", sized(cli, 20_000))).id;
      expect(/^urn:ivcap:aspect:[0-9a-f-]{36}$/.test(cli.made.replaced), cli.made.replaced);
    },
  },
  {
    says: "datafabric query finds it by entity, by a pattern of its schema, and by what it says",
    look: async (cli) => {
      const ways = [
        [],
        ["-s", "urn:example:schema:%"],
        ["-c", "$.size ? (@ > 10000)"],
        ["--include-content"],
      ];
      for (const way of ways) {
        const items = await query(cli, ...way);
        expect(items.length === 1 && items[0]?.id === cli.made.replaced, `${way}: ${JSON.stringify(items)}`);
        const told = items[0]?.content !== undefined;
        expect(told === way.includes("--include-content"), `${way}: content is ${told ? "" : "not "}told`);
      }
      expect(
        (await query(cli, "-c", "$.size ? (@ > 30000)")).length === 0,
        "a path that matches nothing finds it",
      );
    },
  },
  {
    says: "datafabric query shows people the entity, the schema and the id",
    look: async (cli) => {
      const shown = await cli.says("datafabric", "query", "-e", ENTITY, "--no-history");
      for (const word of [ENTITY, SCHEMA, cli.made.replaced]) expect(shown.includes(word), shown);
    },
  },
  {
    says: "datafabric update replaces it: the new one alone is found, the old one is still read",
    look: async (cli) => {
      // The program's times have no fractions of a second.
      const moment = Math.ceil(Date.now() / 1000) * 1000;
      cli.made.beforeReplaced = new Date(moment).toISOString();
      await new Promise((passed) => setTimeout(passed, moment + 50 - Date.now()));
      cli.made.aspect = (await cli.gives<Added>("datafabric", "update", ENTITY, "-f", sized(cli, 30_000))).id;
      const found = (await query(cli)).map(({ id }) => id).join();
      expect(cli.made.aspect !== cli.made.replaced && found === cli.made.aspect, `found ${found}`);
      const old = await cli.gives<Aspect>("datafabric", "get", cli.made.replaced);
      expect(old["valid-to"] !== undefined && old.retracter !== undefined, JSON.stringify(old));
    },
  },
  {
    says: "datafabric get shows people its content, and gives the content alone",
    look: async (cli) => {
      const shown = await cli.says("datafabric", "get", cli.made.aspect, "--no-history");
      expect(shown.includes('"size": 30000'), shown);
      const { size } = await cli.gives<{ size: number }>(
        "datafabric",
        "get",
        cli.made.aspect,
        "--content-only",
      );
      expect(size === 30_000, String(size));
    },
  },
  {
    says: "datafabric query --at-time finds what was so then",
    look: async (cli) => {
      const then = await query(cli, "--at-time", cli.made.beforeReplaced);
      expect(then.length === 1 && then[0]?.id === cli.made.replaced, JSON.stringify(then));
      const before = new Date(Date.parse(cli.made.beforeReplaced) - 3_600_000).toISOString();
      expect((await query(cli, "--at-time", before)).length === 0, `there is something at ${before} already`);
    },
  },
  {
    says: "where two are active, datafabric update is refused at once and changes neither",
    look: async (cli) => {
      const other = await cli.gives<Added>("datafabric", "add", ENTITY, "-f", sized(cli, 1));
      await cli.refuses(/\S/, "datafabric", "update", ENTITY, "-f", sized(cli, 2));
      expect((await query(cli)).length === 2, "there are no longer two");
      await cli.says("datafabric", "retract", other.id);
    },
  },
  {
    says: "datafabric retract ends it: it is no longer found, and still read",
    look: async (cli) => {
      await cli.says("datafabric", "retract", cli.made.aspect);
      expect((await query(cli)).length === 0, "it is still found");
      const shown = await cli.says("datafabric", "get", cli.made.aspect, "--no-history");
      expect(/Retracter\s+urn:ivcap:principal:/.test(shown), shown);
    },
  },
  {
    says: "a JSON path that is none is refused at once, and the message names the parameter",
    look: (cli) => cli.refuses(/path/, "datafabric", "query", "-e", ENTITY, "-c", "$.["),
  },
  {
    says: "what the platform alone may say of an entity is refused at once",
    look: (cli) =>
      cli.refuses(
        /order-placed/,
        ...["datafabric", "add", ENTITY, "-s", "urn:ivcap:schema:order-placed.1", "-f", sized(cli, 1)],
      ),
  },
  {
    says: "an unknown aspect is not found at once",
    look: (cli) =>
      cli.refuses(
        /Resource not found/,
        ...["datafabric", "get", "urn:ivcap:aspect:00000000-0000-4000-8000-000000000000"],
      ),
  },
];
