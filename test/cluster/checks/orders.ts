import { orderNamespace } from "../../../constructs/orders/definition";
import { eventually } from "../../../scripts/support/eventually";
import { PROBE_IMAGE } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";
import { expect } from "../report";

/** An order as the dispatcher will submit it: a step with an output and an exit handler; everything else is the platform's default. */
const workflow = (name: string) => ({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Workflow",
  metadata: { name, namespace: orderNamespace },
  spec: {
    entrypoint: "step",
    onExit: "exit",
    templates: [
      {
        name: "step",
        container: {
          image: PROBE_IMAGE,
          command: ["sh", "-c", "echo 42 >/tmp/answer; ! ls /var/run/secrets/kubernetes.io"],
        },
        outputs: { parameters: [{ name: "answer", valueFrom: { path: "/tmp/answer" } }] },
      },
      { name: "exit", container: { image: PROBE_IMAGE, command: ["true"] } },
    ],
  },
});

/** Runs a Workflow where orders run and finds it in the archive. */
export async function checkOrder({ report, kubectl }: Context, name: string, title: string): Promise<void> {
  await report.check(
    `${title}: a Workflow succeeds in ${orderNamespace}, its container sees no token`,
    async () => {
      await kubectl.apply(workflow(name));
      const { code } = await kubectl.run([
        "wait",
        "-n",
        orderNamespace,
        `workflow/${name}`,
        "--for=jsonpath={.status.phase}=Succeeded",
        "--timeout=120s",
      ]);
      const field = (path: string) => kubectl.field(`workflow/${name}`, orderNamespace, path);
      expect(code === 0, `it is ${await field("{.status.phase} {.status.message}")}`);
      const outputs = await field("{.status.nodes.*.outputs.parameters[*].value}");
      expect(outputs.trim() === "42", `its output is ${outputs || "missing"}, not 42`);
    },
  );
  await report.check(`${title}: its row is in the Postgres archive`, async () => {
    const query = `select phase from argo_archived_workflows where name = '${name}'`;
    const psql = ["psql", "-U", "postgres", "-d", "argo", "-qAtc", query];
    const row = await eventually(60, async () => {
      const out = await kubectl.must([
        "exec",
        "-n",
        "postgres",
        "postgres-1",
        "-c",
        "postgres",
        "--",
        ...psql,
      ]);
      return out.trim() || undefined;
    });
    expect(row === "Succeeded", `its row after a minute: ${row ?? "none"}`);
  });
}
