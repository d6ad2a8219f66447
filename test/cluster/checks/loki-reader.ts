import { loki, server } from "../../../constructs/loki/definition";
import { addressOf } from "../../../constructs/own";
import { eventually } from "../../../scripts/support/eventually";
import { addBeside } from "../../../scripts/support/probe-pod";
import { flowsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { runningPods } from "./addresses";

let questions = 0;

/**
 * Runs a shell script in the network of the log shipper's pod, which may reach Loki whether Grafana is there or not; `$LOKI` is where Loki's
 * API begins.
 * @returns what it printed; nothing where it did not end in 90 seconds
 */
export async function besideALokiReader({ kubectl, environment }: Context, script: string): Promise<string> {
  const from = flowsOf(environment).find(({ to, purpose }) => to === server && purpose === "log lines")?.from;
  if (from?.kind !== "pods") throw new Error("no flow brings lines to Loki");
  const { namespace, labels } = from;
  const selector = Object.entries(labels).map((pair) => pair.join("="));
  const [pod] = await runningPods(kubectl, namespace, selector.join());
  expect(pod !== undefined, `no running pod of the shipper in ${namespace}`);
  const name = `loki-${questions++}-${Date.now().toString(36)}`;
  const url = `${addressOf(environment, loki).url}/loki/api/v1`;
  await addBeside(kubectl, namespace, pod.metadata.name, name, `LOKI=${url}\n${script}\necho; echo "<end>"`);
  const printed = await eventually(90, async () => {
    const { stdout } = await kubectl.run(["logs", pod.metadata.name, "-n", namespace, "-c", name]);
    return stdout.includes("<end>") ? stdout : undefined;
  });
  return printed ?? "";
}
