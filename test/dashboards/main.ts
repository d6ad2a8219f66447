import { main, optionsOf } from "../../scripts/support/cli";
import { table } from "../../scripts/support/table";
import { lines } from "./lines";
import { withLoki } from "./loki";
import { dashboards, filledIn, panelsOf } from "./panels";
import { verdict } from "./verdict";

const USAGE =
  "npm run test:dashboards [-- --loki PROGRAM|URL]   (--loki: by default the program loki on PATH; a running one gets lines of a tenant of the test's own)";

/** Every query of the dashboards on a real Loki, which holds lines in the form of our components: each finds those it is there for. */
void main(async () => {
  const { loki: where } = optionsOf({ loki: { type: "string", default: "loki" } }, USAGE);
  const panels = panelsOf(Object.values(dashboards));
  return withLoki(where, async (loki) => {
    await loki.push(lines);
    const rows = await Promise.all(
      panels.map(async (panel) => {
        const answer = await loki
          .query(filledIn(panel.expression), panel.isLog)
          .catch((error: Error) => error.message);
        return [panel.title, ...verdict(panel, answer)];
      }),
    );
    console.log(table(["panel", "meant for", "found", "verdict"], rows));
    const failed = rows.filter((row) => row.at(-1) !== "ok").length;
    console.log(`${panels.length - failed} queries find what they are there for, ${failed} do not`);
    return failed === 0 ? 0 : 1;
  });
});
