import { Construct } from "constructs";
import type { ComponentProps } from "../component";
import { Manifests } from "../manifests";
import { gateway } from "./definition";
import { issuers } from "./issuers";
import { listeners } from "./listeners";
import { proxySettings } from "./proxies";
import { readiness } from "./ready";
import { trafficPolicies } from "./traffic-policies";

export type GatewayProps = ComponentProps;

const manifests = ({ environment, cluster }: GatewayProps) => [
  ...issuers(environment, cluster),
  proxySettings(environment, cluster),
  ...listeners(environment, cluster),
  ...trafficPolicies(),
  ...readiness(environment),
];

/** The way in for clients. Ready when every certificate is issued and every listener answers. */
export class Gateway extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.ready = new Manifests(this, "listeners", {
      name: "gateway",
      namespace: gateway.namespace.name,
      manifests: manifests(props),
      dependsOn: props.dependsOn,
    }).release;
  }
}
