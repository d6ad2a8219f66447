import { gatewayName } from "../../constructs/gateway/definition";
import { gatewayNamespace, routeNamespaces } from "../../constructs/gateway/hosts";
import { storageClassName } from "../../constructs/storage/definition";
import type { Environment } from "../../environments/schema";
import { CommandError } from "../support/cli";
import { eventually } from "../support/eventually";
import type { Kubectl, KubernetesObject } from "../support/kubectl";
import type { Step } from "./steps";

/** The controller marks with it the proxies' Service, whatever its name. */
const OF_OUR_GATEWAY = `gateway.envoyproxy.io/owning-gateway-name=${gatewayName}`;
const nameOf = ({ metadata: { namespace, name } }: KubernetesObject) => `${namespace}/${name}`;

export interface Patience {
  /** Seconds until what should go by itself is given up. */
  readonly seconds: number;
}

/**
 * Services of someone else for which the cloud made a load balancer: it would outlive the cluster.
 * @throws CommandError naming them
 */
export async function refuseOthersLoadBalancers(kubectl: Kubectl): Promise<void> {
  const services = await kubectl.list("services", "-A", "-l", `!${OF_OUR_GATEWAY.split("=")[0]}`);
  const others = services.filter(({ spec }) => spec?.type === "LoadBalancer").map(nameOf);
  if (others.length === 0) return;
  throw new CommandError(
    `the cluster of context ${kubectl.context} has load balancers that are not the platform's: Services ${others.join(", ")}; they would outlive the cluster; delete them first, then run this again`,
  );
}

/** The routes and the gateway go first, while their controller and the cloud's still run: with the Service goes its load balancer. */
export const gatewayStep = (kubectl: Kubectl, environment: Environment, { seconds }: Patience): Step => ({
  name: "routes and the gateway",
  mend: `look at the events of the Service (kubectl --context ${kubectl.context} get events -A --field-selector involvedObject.kind=Service), mend, run the same command again`,
  async run() {
    const known = await kubectl.names(
      "crd",
      "gateways.gateway.networking.k8s.io",
      "httproutes.gateway.networking.k8s.io",
    );
    if (known.length < 2) return "there are none";
    for (const namespace of routeNamespaces(environment)) {
      await kubectl.must(["delete", "httproutes", "--all", "-n", namespace, "--timeout=60s"]);
    }
    const gateway = ["gateways.gateway.networking.k8s.io", gatewayName, "-n", gatewayNamespace];
    await kubectl.must(["delete", ...gateway, "--ignore-not-found", "--timeout=60s"]);
    const services = () => kubectl.list("services", "-A", "-l", OF_OUR_GATEWAY);
    if (await eventually(seconds, async () => ((await services()).length === 0 ? true : undefined)))
      return "gone";
    throw new CommandError(
      `after ${seconds} s still there: Service ${(await services()).map(nameOf).join(", ")}`,
    );
  },
});

/** What makes volumes deletes their disks only as long as the cluster stands. Those that are retained stay, and are named. */
export const volumesStep = (kubectl: Kubectl, { seconds }: Patience): Step => ({
  name: "volumes",
  mend: `look at kubectl --context ${kubectl.context} describe pv, mend, run the same command again`,
  async run() {
    const volumes = async (policy: string) =>
      (await kubectl.list("persistentvolumes")).filter(
        ({ spec }) =>
          spec?.storageClassName === storageClassName && spec.persistentVolumeReclaimPolicy === policy,
      );
    const gone = await eventually(seconds, async () =>
      (await volumes("Delete")).length === 0 ? true : undefined,
    );
    const names = (found: readonly KubernetesObject[]) =>
      found.map(({ metadata }) => metadata.name).join(", ");
    if (!gone) throw new CommandError(`after ${seconds} s still there: ${names(await volumes("Delete"))}`);
    const retained = await volumes("Retain");
    return retained.length === 0 ? "gone" : `gone, but for those that are retained: ${names(retained)}`;
  },
});
