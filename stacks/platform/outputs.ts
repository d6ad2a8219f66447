import { DataKubernetesServiceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-service-v1";
import { type ITerraformDependable, TerraformLocal, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { proxies, serviceName } from "../../constructs/gateway/definition";
import { hostsOf } from "../../constructs/gateway/hosts";
import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../cluster/access";

/**
 * What a deployment ends with: where the platform is reached, and which DNS record leads there. Nothing of it is secret.
 * @param gateway what is ready once the gateway has its address; undefined where a site has its own way in
 */
export function outputs(
  scope: Construct,
  environment: Environment,
  cluster: ClusterAccess,
  gateway: ITerraformDependable | undefined,
): void {
  const tell = (name: string, description: string, value: unknown) =>
    new TerraformOutput(scope, name, { description, value });
  tell("url", "Where the platform is reached", urlOf(environment, cluster));
  tell("context", "The context of kubectl that this deployment's commands use", cluster.context);
  if (gateway === undefined) return;
  if (cluster.gateway.serviceType === "LoadBalancer") {
    const address = addressOf(scope, gateway);
    tell("gateway-address", "Of the load balancer; empty until the cloud has given it", `\${${address.fqn}}`);
    tell("dns-records", "What leads there, and who makes it", recordsFor(environment, address.fqn));
  }
  tell("next", "Whether the names lead there already", `npm run address -- --env ${environment.name}`);
}

/** With its port, where that is not the one of HTTPS. */
export function urlOf({ domain }: Environment, { gateway }: ClusterAccess): string {
  const { https } = gateway.ports;
  return `https://${domain}${gateway.serviceType === "NodePort" && https !== 443 ? `:${https}` : ""}/`;
}

/** Read once the gateway is ready: in the first deployment that is near its end, so that it ends with the address too. */
function addressOf(scope: Construct, gateway: ITerraformDependable): TerraformLocal {
  const { fqn } = new DataKubernetesServiceV1(scope, "gateway-service", {
    metadata: { name: serviceName, namespace: proxies.namespace },
    dependsOn: [gateway],
  });
  // A name on AWS, an address on Azure; nothing of it as long as the cloud has not answered.
  const ingress = `${fqn}.status[0].load_balancer[0].ingress[0]`;
  return new TerraformLocal(
    scope,
    "address-given",
    `\${try(coalesce(${ingress}.hostname, ${ingress}.ip), "")}`,
  );
}

/** A line for each name, as whoever has the zone enters it. What type it is follows from what the cloud gives. */
function recordsFor(environment: Environment, address: string): string[] {
  const { dns } = environment;
  const made = dns?.records === "managed" ? " (external-dns makes it)" : "";
  return hostsOf(environment).map(({ hostname }) => {
    // A CNAME cannot stand at the top of a zone: clouds have a kind of their own for that.
    const name = hostname === dns?.zone ? "ALIAS" : "CNAME";
    const type = `\${can(cidrhost("\${${address}}/32", 0)) ? "A" : "${name}"}`;
    const record = `${hostname} ${type} \${${address}}${made}`;
    return `\${${address} == "" ? "${hostname}: the cloud has given no address yet" : "${record}"}`;
  });
}
