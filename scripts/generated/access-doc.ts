import { FORMS } from "../../services/api-gateway/test/hostile/access/forms";
import { ACTORS, type Actor, ROWS } from "../../services/api-gateway/test/hostile/access/rows";
import { ACTIONS, DEFAULTS, type Row as PolicyRow, TABLE } from "../../services/shared/src/policy/table";
import type { GeneratedFile } from "./generated-file";
import { code, page, table } from "./markdown";

/** docs/reference/access.md: who may do what, as policy says and as a test asks of every route. */
export const accessDoc: GeneratedFile = { file: "docs/reference/access.md", content };

const actors = Object.entries(ACTORS) as [Actor, string][];
/** Some uuid, to show forms by. */
const UUID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";

function content(): string {
  return page(
    "Who may do what",
    "An entity is kept under a policy, which says who may do what to it. An action that the table does not name is denied. Lists show what a `GET` of each would.",
    table(["Entity", "Policy", ...ACTIONS, "where none is asked for"], TABLE.map(policyRow)),
    "## Answers",
    "What each route answers, asked by a test of every route that the gateway has: a route without its row in `services/api-gateway/test/hostile/access/rows.ts` fails it. Three numbers are of an entity that is open to read, one that is kept to its account, and one that is not there. `HEAD` is as `GET`; every other verb of a path is 404.",
    table(
      ["Request", ...actors.map(([name]) => name)],
      Object.entries(ROWS).map(([name, { answers }]) => [
        code(name),
        ...actors.map(([actor]) => {
          const said = answers[actor];
          return typeof said === "number" ? String(said) : `${said.open} / ${said.kept} / ${said.none}`;
        }),
      ]),
    ),
    actors.map(([name, meaning]) => `- ${name}: ${meaning}`).join("\n"),
    "## Ids",
    "Each route with an id is asked with each of these, by the owner, another account, an operator and nobody. What is refused with 422 is refused before the record is asked.",
    table(
      ["Form", "Such as", "Answer"],
      FORMS.map(({ name, write, answer }) => [
        name,
        code(shortened(write("service", UUID)).replaceAll("`", "")),
        answer === "same" ? "as its URN" : String(typeof answer === "number" ? answer : answer.unrouted),
      ]),
    ),
  );
}

const policyRow = (row: PolicyRow): string[] => [
  row.kind,
  code(row.policy),
  ...ACTIONS.map((action) => row[action] ?? "nobody"),
  DEFAULTS[row.kind] === row.policy ? "this one" : "",
];

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 20)}…` : text || " ");
