import { flowId, flowTitle } from "../../../constructs/isolation/flows";
import type { Kubectl } from "../../../scripts/support/kubectl";
import { besidePod, inPod, tryPort } from "../../../scripts/support/probe-pod";
import { flowsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { byAssertion, type Traffic, traffic } from "../traffic";
import { podAddress, runningPods } from "./addresses";

const ATTEMPTS = 5;

/** Each declared flow, by a connection from a pod at its one end to a pod at its other. */
export async function checkTraffic({ report, kubectl, environment, cluster }: Context): Promise<void> {
  for (const each of traffic) {
    await report.check(`passes: ${each.title}`, async () => {
      const printed = await probe(kubectl, each, await command(kubectl, each, cluster.apiServer));
      expect(
        printed.includes("target open"),
        `no connection in ${ATTEMPTS} attempts; the probe printed: ${printed.trim() || "nothing"}`,
      );
    });
  }
  for (const flow of flowsOf(environment).filter((each) => byAssertion(flowTitle(each)))) {
    await report.check(
      `policies stand (this cluster cannot show it by traffic): ${flowTitle(flow)}`,
      async () => {
        const policies = await kubectl.names("networkpolicy", "-A");
        expect(
          policies.some((name) => name.includes(`/${flowId(flow)}-`)),
          `no policy ${flowId(flow)}-in or -out`,
        );
      },
    );
  }
}

async function command(
  kubectl: Kubectl,
  { to, port }: Traffic,
  api: Context["cluster"]["apiServer"],
): Promise<string> {
  if (to === "dns") {
    return `for i in 1 2 3 4 5; do timeout 3 nslookup kubernetes.default.svc.cluster.local >/dev/null && echo "target open" && exit; sleep 1; done; echo "target shut"`;
  }
  if (to === "api server")
    return `${tryPort("target", api.ranges[0]?.split("/")[0] ?? "", api.port, ATTEMPTS)} wait`;
  return `${tryPort("target", await podAddress(kubectl, to.namespace, to.labels), port, ATTEMPTS)} wait`;
}

let probes = 0;

/** From a running pod's own network where there is one, else (jobs, orders) from a pod with the same labels. */
async function probe(
  kubectl: Kubectl,
  { from: { namespace, labels } }: Traffic,
  command: string,
): Promise<string> {
  const name = `probe-${probes++}-${Date.now().toString(36)}`;
  const [pod] = labels ? await runningPods(kubectl, namespace, labels) : [];
  if (pod) return besidePod(kubectl, pod, name, command);
  // A new pod may be open for its first seconds where an old one is not: wait until its policies hold.
  const own = Object.fromEntries(
    labels
      .split(",")
      .filter(Boolean)
      .map((label) => label.split("=") as [string, string]),
  );
  return inPod(kubectl, { name, namespace, labels: own, command: `sleep 5; ${command}` });
}
