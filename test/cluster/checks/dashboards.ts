import { grafana, server } from "../../../constructs/grafana/definition";
import { loki, tenant } from "../../../constructs/loki/definition";
import { addressOf } from "../../../constructs/own";
import { eventually } from "../../../scripts/support/eventually";
import { inPod } from "../../../scripts/support/probe-pod";
import { installedIn } from "../../../stacks/platform/definitions";
import { dashboards, filledIn, type Panel, panelsOf } from "../../dashboards/panels";
import type { Context } from "../context";
import { expect } from "../report";

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

/** What the dashboards ask, asked of the platform's own Loki from where Grafana stands; and Grafana itself, where it could be had. */
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
async function askLoki({ kubectl, environment }: Context): Promise<string[]> {
  const { url } = addressOf(environment, loki);
  const printed = await inPod(kubectl, {
    name: `dashboards-${Date.now().toString(36)}`,
    namespace: grafana.namespace.name,
    labels: server.labels,
    command: panels
      .map(({ expression, isLog }) => {
        const query = `${isLog ? "query_range?since=1h&limit=1&" : "query?"}query=${encodeURIComponent(filledIn(expression))}`;
        return `wget -qO- --header '${tenant.header}: ${tenant.name}' '${url}/loki/api/v1/${query.replaceAll("'", "%27")}' || echo refused; echo`;
      })
      .join("\n"),
  });
  const answers = printed.split("\n").filter(Boolean);
  return panels.flatMap((panel, index) => judge(panel, answers[index] ?? "no answer"));
}

function judge({ title }: Panel, answer: string): string[] {
  if (!answer.startsWith('{"status":"success"')) return [`${title}: ${answer.slice(0, 200)}`];
  return FILLED.includes(title) && answer.includes('"result":[]') ? [`${title}: finds nothing`] : [];
}
