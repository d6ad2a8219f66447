import { orderLines } from "../../../constructs/logging/labels";
import { shipperOf } from "../../../constructs/logging/shipper";
import { tenant } from "../../../constructs/loki/definition";
import { orderNamespace } from "../../../constructs/orders/definition";
import { eventually } from "../../../scripts/support/eventually";
import { PROBE_IMAGE } from "../../../scripts/support/probe-pod";
import { installedIn } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { besideALokiReader as ask } from "./loki-reader";

/** Orders that are hard on a shipper: one is over before it is known, the other begins when nobody asks often any more. */
const ORDERS = [
  { name: "logs-short", title: "that ended at once", wait: 0 },
  { name: "logs-late", title: "that began a minute after its pod", wait: 70 },
] as const;

/** By the platform's own defaults, the time included that a pod stays after its end. */
const workflow = (name: string, line: string, wait: number) => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: { name, namespace: orderNamespace },
  spec: {
    entrypoint: "step",
    templates: [
      {
        name: "step",
        ...(wait
          ? { initContainers: [{ ...container("hold", `sleep ${wait}`), securityContext: INIT }] }
          : {}),
        container: container("main", `echo "${line}"`),
      },
    ],
  },
});

/** The platform gives it to an order's own container; a provider's init container brings it along. */
const INIT = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };

const container = (name: string, command: string) => ({
  name,
  image: PROBE_IMAGE,
  command: ["sh", "-c", command],
});

/** What orders print can be read, once each, when their pods are gone; and only by who says whose logs are meant. */
export async function checkLogs(context: Context): Promise<void> {
  const { report, environment } = context;
  const shipper = shipperOf(environment);
  if (!installedIn(environment).some(({ name }) => name === shipper)) {
    report.notSeen("a line of an order, after its pod is gone", `the shipper ${shipper} is not installed`);
    return;
  }
  await Promise.all([
    ...ORDERS.map(({ name, title, wait }) =>
      report.check(`a line of an order ${title} is read back when its pod is gone, once`, () =>
        checkLine(context, `${name}-${Date.now().toString(36)}`, wait),
      ),
    ),
    report.check("Loki answers nobody who names no tenant", async () => {
      const printed = await ask(
        context,
        'wget -O- "$LOKI/query_range?query=x" 2>&1 | grep -o "HTTP/1.1 [0-9]*"',
      );
      expect(printed.includes("401"), `it said ${printed || "nothing"}`);
    }),
  ]);
}

async function checkLine(context: Context, name: string, wait: number): Promise<void> {
  const { kubectl } = context;
  const line = `the line of ${name}`;
  await kubectl.apply(workflow(name, line, wait));
  const labels = `workflows.argoproj.io/workflow=${name}`;
  const pods = () => kubectl.names("pods", "-n", orderNamespace, "-l", labels);
  const phase = await eventually(wait + 120, async () => {
    const now = await kubectl.field(`workflow/${name}`, orderNamespace, "{.status.phase}");
    return /Succeeded|Failed|Error/.test(now) ? now : undefined;
  });
  expect(phase === "Succeeded", `the order is ${phase ?? "not over"}`);
  const isGone = await eventually(240, async () => ((await pods()).length === 0 ? true : undefined));
  expect(isGone === true, "its pod is still there four minutes after its end");
  const found = await ask(
    context,
    `for i in $(seq 10); do
  answer=$(wget -qO- --header "${tenant.header}: ${tenant.name}" "$LOKI/query_range?since=1h&query=${encodeURIComponent(orderLines(name))}" 2>&1)
  case "$answer" in *"${line}"*) break ;; esac; sleep 3
done; echo "$answer"`,
  );
  const times = found.split(line).length - 1;
  expect(times === 1, `it is there ${times} times in what Loki said: ${found.slice(0, 500)}`);
}
