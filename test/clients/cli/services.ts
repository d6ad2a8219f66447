import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Check, expect } from "../checks";
import type { Cli } from "./program";

const FILE = join("test", "clients", "cli", "service.yaml");
/** As providers choose theirs: a uuid of version 5. */
const CHOSEN = "urn:ivcap:service:6f1c3f0a-9f5e-5d7b-8c0a-0e3f5b7a1d22";
const UNKNOWN = "urn:ivcap:service:00000000-0000-4000-8000-000000000000";

type Service = { id: string; name: string; description: string; parameters: { name: string }[] };
type Page = { items: { id: string; name: string }[]; links: { rel: string }[] };

/** A provider registers services, changes them, and finds them. */
export const services: readonly Check<Cli>[] = [
  {
    says: "service create registers what a YAML file describes",
    needed: true,
    look: async (cli) => {
      const { id, name } = await cli.gives<Service>("service", "create", "-f", FILE, "--format", "yaml");
      expect(/^urn:ivcap:service:[0-9a-f-]{36}$/.test(id) && name === "Fire risk", `${id} ${name}`);
      cli.made.service = id;
    },
  },
  {
    says: "service get shows it with its parameters, for people and as JSON",
    look: async (cli) => {
      const service = await cli.gives<Service>("service", "get", cli.made.service);
      expect(service.parameters.length === 2, JSON.stringify(service));
      const shown = await cli.says("service", "get", cli.made.service, "--no-history");
      for (const word of [cli.made.service, "Fire risk", "region", "threshold", "float", "active"]) {
        expect(shown.includes(word), `${word} is not shown: ${shown}`);
      }
    },
  },
  {
    says: "service update changes it and keeps its id",
    look: async (cli) => {
      const changed = readFileSync(FILE, "utf8").replace("Finds what may burn", "Finds what will burn");
      const file = cli.file("changed.yaml", changed);
      const { id } = await cli.gives<Service>("service", "update", cli.made.service, "-f", file);
      const { description } = await cli.gives<Service>("service", "get", cli.made.service);
      expect(id === cli.made.service && description === "Finds what will burn", `${id}: ${description}`);
    },
  },
  {
    says: "service update --create registers one under the id that its provider chose",
    look: async (cli) => {
      const file = cli.file("chosen.yaml", readFileSync(FILE, "utf8").replace("Fire risk", "Flood risk"));
      await cli.gives("service", "update", "--create", CHOSEN, "-f", file);
      const { name } = await cli.gives<Service>("service", "get", CHOSEN);
      expect(name === "Flood risk", name);
    },
  },
  {
    says: "service list shows both, page by page, and in a table",
    look: async (cli) => {
      const first = await cli.says("service", "list", "--limit", "1", "--no-history");
      const [, page = ""] = /\.\.\. (\S+)/.exec(first) ?? [];
      expect(page !== "", `the first of two pages names no next one: ${first}`);
      const rest = await cli.gives<Page>("service", "list", "--page", page);
      const shown = first + JSON.stringify(rest.items);
      for (const id of [cli.made.service, CHOSEN])
        expect(shown.includes(id), `${id} is on no page: ${shown}`);
    },
  },
  {
    says: "service list --filter finds by name, as the program's help writes it and as the API does",
    look: async (cli) => {
      for (const filter of ["name~=Flood%", "name~='Flood%'", "name ~= 'Flood%'"]) {
        const { items } = await cli.gives<Page>("service", "list", "--filter", filter);
        const names = items.map(({ name }) => name).join();
        expect(names === "Flood risk", `${filter} finds ${names}`);
      }
    },
  },
  {
    says: "a filter on a field that there is not is refused at once, with the fields that there are",
    look: (cli) => cli.refuses(/filter.*name/s, "service", "list", "--filter", "colour ~= 'red'"),
  },
  {
    says: "an unknown service is not found at once, to read and to change",
    look: async (cli) => {
      await cli.refuses(/Resource not found/, "service", "get", UNKNOWN);
      await cli.refuses(/Resource not found/, "service", "update", UNKNOWN, "-f", FILE);
    },
  },
  {
    says: "a file without a workflow is refused at once, and the message names it",
    look: async (cli) => {
      const file = cli.file("idle.json", { name: "Idle", description: "Does nothing", parameters: [] });
      await cli.refuses(/workflow/, "service", "create", "-f", file);
    },
  },
  {
    says: "an id that is none is refused at once, and the message says what one looks like",
    look: (cli) => cli.refuses(/urn:ivcap:service:/, "service", "get", "urn:ivcap:order:1"),
  },
];
