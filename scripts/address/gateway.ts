import { gatewayName } from "../../constructs/gateway/definition";
import { gatewayNamespace } from "../../constructs/gateway/hosts";
import { CommandError } from "../support/cli";
import type { Kubectl, KubernetesObject } from "../support/kubectl";
import type { GatewayAddress } from "./records";

/** @throws CommandError where there is no gateway, or none with an address yet */
export async function gatewayAddresses(kubectl: Kubectl): Promise<readonly GatewayAddress[]> {
  const found = await kubectl.run([
    ...["get", "gateways.gateway.networking.k8s.io", gatewayName, "-n", gatewayNamespace, "-o", "json"],
  ]);
  if (found.code !== 0) {
    throw new CommandError(
      `the cluster of context ${kubectl.context} has no gateway ${gatewayNamespace}/${gatewayName}: ${found.stderr.trim().split("\n").pop()}; deploy first`,
    );
  }
  const { status } = JSON.parse(found.stdout) as KubernetesObject;
  const addresses = (status?.addresses ?? []) as GatewayAddress[];
  if (addresses.length > 0) return addresses;
  throw new CommandError(
    `the gateway of context ${kubectl.context} has no address yet; see kubectl --context ${kubectl.context} -n ${gatewayNamespace} describe gateway ${gatewayName}`,
  );
}
