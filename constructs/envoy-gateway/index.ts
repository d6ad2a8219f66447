import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { routeNamespaces } from "../gateway/hosts";
import { imageOf } from "../images";
import { envoyGateway, namespace } from "./definition";
import { sizes } from "./sizes";

export type EnvoyGatewayProps = ComponentProps;

const defaults = ({ environment, namespaces }: EnvoyGatewayProps) => {
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
      envoyGateway: { resources: sizes.controller },
    },
    certgen: { job: { resources: sizes.certificates } },
    topologyInjector: { enabled: false }, // a webhook on every pod, for zones we do not route by
    config: {
      envoyGateway: {
        provider: {
          kubernetes: {
            // Roles in these namespaces, instead of one for the whole cluster that reads every secret; in none that is not
            // there, as the gateway's where a site has its own way in.
            watch: {
              type: "Namespaces",
              namespaces: [
                namespace.name,
                ...routeNamespaces(environment).filter((name) => namespaces.includes(name)),
              ],
            },
          },
        },
      },
    },
  };
};

/**
 * Envoy Gateway's controller, with the definitions of the Gateway API and its own. Helm installs those once and never upgrades them:
 * docs/operations/README.md says how.
 */
export class EnvoyGateway extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: EnvoyGatewayProps) {
    super(scope, id);
    this.ready = componentRelease(this, envoyGateway, props, defaults(props));
  }
}
