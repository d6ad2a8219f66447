import { main, optionsOf } from "../../scripts/support/cli";
import { table } from "../../scripts/support/table";
import { ASPECTS, DEEP, type Pages, pages } from "./gateway/pages";
import { type Read, reads } from "./gateway/reads";
import { withServers } from "./gateway/servers";

const USAGE = "npm run bench:gateway [-- --json]";
/** Goals, printed and aimed at: what the gateway keeps of what bare fastify does, and how much dearer a deep page may be. */
const GOALS = { kept: 0.8, deeper: 2 };

/**
 * The gateway as it ships (log to a file, metrics, limits, headers) against fastify as it comes with the same read of the same Postgres; and
 * a page deep in a long list against its first. Ratios of medians of five, since all share one machine.
 */
void main(async () => {
  const { json } = optionsOf({ json: { type: "boolean", default: false } }, USAGE);
  const seen = await withServers(async (servers) => {
    const [token = ""] = await servers.tokens(1);
    return { reads: await reads(servers, token), pages: await pages(servers, token) };
  });
  if (json) console.log(JSON.stringify({ ...seen, ratios: ratiosOf(seen), goals: GOALS }));
  else print(seen);
  return 0;
});

type Seen = { reads: Read[]; pages: Pages };

const ratiosOf = ({ reads, pages }: Seen) => ({
  reads: reads.map(({ what, bare, warm, cold }) => ({ what, warm: warm / bare, cold: cold / bare })),
  pages: pages.first / pages.deep,
});

function print(seen: Seen): void {
  const ratios = ratiosOf(seen);
  const rows = seen.reads.flatMap(({ what, bare, warm, cold }, index) => [
    [`GET of ${what}, bare`, whole(bare), ""],
    [`GET of ${what}, warm token`, whole(warm), kept(ratios.reads[index]?.warm)],
    [`GET of ${what}, a new token each time`, whole(cold), kept(ratios.reads[index]?.cold)],
  ]);
  const deep = `page ${DEEP.toLocaleString("en")} of ${ASPECTS.toLocaleString("en")} aspects`;
  rows.push(
    ["page 1", whole(seen.pages.first), ""],
    [deep, whole(seen.pages.deep), `${ratios.pages.toFixed(2)} times page 1`],
  );
  console.log(table(["what", "answers/s", "ratio"], rows));
  console.log(
    `\ngoals: warm token at least ${GOALS.kept} of bare; the deep page at most ${GOALS.deeper} times page 1`,
  );
}

const whole = (value: number) => value.toFixed(0);
const kept = (ratio = Number.NaN) => `${ratio.toFixed(2)} of bare`;
