import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { routeNamespaces } from "../gateway/hosts";
import { imageOf } from "../images";
import { resources } from "../security";
import { envoyGateway, namespace } from "./definition";

export type EnvoyGatewayProps = ComponentProps;

const defaults = ({ environment }: EnvoyGatewayProps) => {
  const { reference: image } = imageOf(environment, "envoy-gateway", "controller");
  return {
    fullnameOverride: "envoy-gateway",
    global: {
      images: {
        envoyGateway: { image }, // what runs beside each proxy as its shutdown manager too
        ratelimit: { image }, // never started, since nothing limits rates; its own image would be named for nothing
      },
    },
    deployment: {
      envoyGateway: { resources: resources({ request: "50m", limit: "1" }, "512Mi") },
    },
    certgen: { job: { resources: resources({ request: "20m", limit: "500m" }, "128Mi") } },
    topologyInjector: { enabled: false }, // a webhook on every pod, for zones we do not route by
    config: {
      envoyGateway: {
        provider: {
          kubernetes: {
            // Roles in these namespaces, instead of one for the whole cluster that reads every secret.
            watch: { type: "Namespaces", namespaces: [namespace.name, ...routeNamespaces(environment)] },
          },
        },
      },
    },
  };
};

/**
 * Envoy Gateway's controller, with the definitions of the Gateway API and its own. Helm installs those once and never upgrades them:
 * docs/operations.md says how.
 */
export class EnvoyGateway extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: EnvoyGatewayProps) {
    super(scope, id);
    this.ready = componentRelease(this, envoyGateway, props, defaults(props));
  }
}
