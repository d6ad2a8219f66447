import { grafana } from "../../../constructs/grafana/definition";
import { tenant } from "../../../constructs/loki/definition";
import { eventually } from "../../../scripts/support/eventually";
import { installedIn } from "../../../stacks/platform/definitions";
import { dashboards, filledIn, type Panel, panelsOf } from "../../dashboards/panels";
import type { Context } from "../context";
import { expect } from "../report";
import { besideALokiReader } from "./loki-reader";

const panels = panelsOf(Object.values(dashboards));

/** What a platform has lines for on which the Workflow `order-1` has run. */
const FILLED = [
  "Platform: Lines by namespace",
  "Platform: Most lines by component",
  "Orders: Active orders",
  "Orders: Lines per hour",
  "Orders: Ended per hour",
  "Orders: Order $order",
  "Orders: Order $order: Argo's controller",
];

/** What the dashboards ask, asked of the platform's own Loki; and Grafana itself, where it could be had. */
export async function checkDashboards(context: Context): Promise<void> {
  const { report, kubectl, environment } = context;
  await report.check(
    "Loki takes every query of the dashboards, and those about orders find real lines",
    async () => {
      let missing: string[] = [];
      const all = await eventually(120, async () => {
        missing = await askLoki(context);
        return missing.length === 0 || undefined;
      });
      expect(all === true, missing.join("; "));
    },
  );
  if (!installedIn(environment).some(({ name }) => name === grafana.name)) return;
  await report.check("Grafana reaches Loki and has the dashboards", async () => {
    const ask = (path: string) =>
      kubectl.must([
        ...["exec", "-n", grafana.namespace.name, "deployment/grafana", "--", "sh", "-c"],
        `wget -qO- "http://admin:$GF_SECURITY_ADMIN_PASSWORD@localhost:3000/api/${path}"`,
      ]);
    expect((await ask("datasources/uid/loki/health")).includes('"OK"'), "its data source is not healthy");
    for (const { uid } of Object.values(dashboards)) {
      expect(
        (await ask(`dashboards/uid/${uid}`)).includes('"provisioned":true'),
        `it has no dashboard ${uid}`,
      );
    }
  });
}

/** What is wrong with the answers, a line for each. */
async function askLoki(context: Context): Promise<string[]> {
  const questions = panels.map(({ expression, isLog }) => {
    const query = `${isLog ? "query_range?since=1h&limit=1&" : "query?"}query=${encodeURIComponent(filledIn(expression))}`;
    return `timeout 10 wget -qO- --header '${tenant.header}: ${tenant.name}' "$LOKI/"'${query.replaceAll("'", "%27")}' || echo refused; echo`;
  });
  const printed = await besideALokiReader(context, questions.join("\n"));
  const answers = printed.split("\n").filter(Boolean);
  return panels.flatMap((panel, index) => judge(panel, answers[index] ?? "no answer"));
}

function judge({ title }: Panel, answer: string): string[] {
  if (!answer.startsWith('{"status":"success"')) return [`${title}: ${answer.slice(0, 200)}`];
  return FILLED.includes(title) && answer.includes('"result":[]') ? [`${title}: finds nothing`] : [];
}
