import { controller as certificateController } from "../cert-manager/definition";
import type { ComponentDefinition } from "../definition";
import {
  CONFIGURATION_PORT,
  controller,
  namespace as controllerNamespace,
} from "../envoy-gateway/definition";
import { clients, flow, pods, toApiServer, toInternet } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { gatewayNamespace } from "./hosts";
import { runs } from "./sizes";
import { issuerOf } from "./tls";
import { isProvenByZone } from "./zone";

/** The Gateway object's name, by which routes and policies refer to it. */
export const gatewayName = "ivcap";

/** Of the proxies' Service where it has a load balancer: by this name a deployment reads its address. */
export const serviceName = "ivcap-gateway";

/** Envoy listens above 1024, so that it needs no right: the Service translates. */
export const PORTS = { http: 10080, https: 10443 } as const;

/** Envoy, made by the controller in its own namespace. Whatever it passes requests to declares the flow from here. */
export const proxies = pods(controllerNamespace.name, "gateway proxies", {
  "app.kubernetes.io/component": "proxy",
  "gateway.envoyproxy.io/owning-gateway-name": gatewayName,
});
/** Waits until the gateway answers. */
export const readyPods = pods(gatewayNamespace, "gateway check", {
  "app.kubernetes.io/name": "gateway-check",
});
/** cert-manager's, while an authority on the internet looks whether the domain is ours. */
const solvers = pods(gatewayNamespace, "acme solvers", { "acme.cert-manager.io/http01-solver": "true" });

export const gateway = {
  name: "gateway",
  role: "The one way in: HTTPS for the platform's names, from there to the services that routes name.",
  namespace: externalNamespace(gatewayNamespace),
  holdsData: false,
  needs: ["envoy-gateway", "cert-manager"],
  after: ["external-dns"], // its records come with it, and go with it

  flows: (environment, cluster) => [
    flow(clients, proxies, PORTS.https, "https"),
    flow(clients, proxies, PORTS.http, "redirects to https"),
    flow(proxies, controller, CONFIGURATION_PORT, "configuration"),
    toApiServer(readyPods, "waits"),
    ...(issuerOf(environment, cluster) === "acme" && !isProvenByZone(environment, cluster)
      ? [
          flow(proxies, solvers, 8089, "acme challenges"),
          // It looks at the challenge itself before it asks the authority to.
          flow(certificateController, proxies, PORTS.http, "acme self-check"),
          toInternet(certificateController, "acme self-check", 80),
        ]
      : []),
  ],
  runs,
  secrets: [],
  backup:
    "Certificates are issued again. A self-signed deployment's authority is the secret `gateway-authority`: without it, clients have to trust a new one.",
  replacement:
    "A site that has its own way in leaves it out (`install: false`), and routes to the services' pods itself: the flows from its proxies are then to be opened.",
} as const satisfies ComponentDefinition;
