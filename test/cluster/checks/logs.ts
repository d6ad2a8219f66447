import { orderLines } from "../../../constructs/logging/labels";
import { shipperOf } from "../../../constructs/logging/shipper";
import { loki, server, tenant } from "../../../constructs/loki/definition";
import { orderNamespace } from "../../../constructs/orders/definition";
import { addressOf } from "../../../constructs/own";
import { eventually } from "../../../scripts/support/eventually";
import { addBeside, PROBE_IMAGE } from "../../../scripts/support/probe-pod";
import { flowsOf, installedIn } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { runningPods } from "./addresses";

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
      const printed = await ask(context, 'wget -O- "$URL?query=x" 2>&1 | grep -o "HTTP/1.1 [0-9]*"');
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
  answer=$(wget -qO- --header "${tenant.header}: ${tenant.name}" "$URL?since=1h&query=${encodeURIComponent(orderLines(name))}" 2>&1)
  case "$answer" in *"${line}"*) break ;; esac; sleep 3
done; echo "$answer"`,
  );
  const times = found.split(line).length - 1;
  expect(times === 1, `it is there ${times} times in what Loki said: ${found.slice(0, 500)}`);
}

let questions = 0;

/** A shell script in the network of the shipper's pod, which may reach Loki; `$URL` is where Loki takes queries. */
async function ask({ kubectl, environment }: Context, script: string): Promise<string> {
  const from = flowsOf(environment).find(({ to, purpose }) => to === server && purpose === "log lines")?.from;
  if (from?.kind !== "pods") throw new Error("no flow brings lines to Loki");
  const { namespace, labels } = from;
  const [pod] = await runningPods(
    kubectl,
    namespace,
    Object.entries(labels)
      .map((pair) => pair.join("="))
      .join(),
  );
  expect(pod !== undefined, `no running pod of the shipper in ${namespace}`);
  const name = `logs-${questions++}-${Date.now().toString(36)}`;
  const url = `${addressOf(environment, loki).url}/loki/api/v1/query_range`;
  await addBeside(kubectl, namespace, pod.metadata.name, name, `URL=${url}\n${script}\necho; echo "<end>"`);
  const printed = await eventually(90, async () => {
    const { stdout } = await kubectl.run(["logs", pod.metadata.name, "-n", namespace, "-c", name]);
    return stdout.includes("<end>") ? stdout : undefined;
  });
  return printed ?? "";
}
