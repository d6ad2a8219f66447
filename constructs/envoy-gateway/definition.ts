import type { ComponentDefinition } from "../definition";
import { pods, toApiServer } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { runs } from "./sizes";

/** The controller, and beside it the proxies that it makes (docs/decisions/0012). */
export const namespace = externalNamespace("envoy-gateway-system");

/** Tells the proxies what to do, by a connection that both ends authenticate with a certificate. */
export const controller = pods(namespace.name, "gateway controller", {
  "control-plane": "envoy-gateway",
  "app.kubernetes.io/instance": "envoy-gateway",
});
/** Makes those certificates, once. */
const certificates = pods(namespace.name, "gateway controller certificates", { app: "certgen" });

/** Where the controller answers proxies. */
export const CONFIGURATION_PORT = 18000;

export const envoyGateway = {
  name: "envoy-gateway",
  role: "Envoy Gateway: turns Gateway and HTTPRoute objects into running, configured Envoy proxies.",
  namespace,
  holdsData: false,
  needs: [],
  flows: () => [
    toApiServer(controller, "routes and proxies"),
    toApiServer(certificates, "its own certificates"),
  ],
  runs,
  secrets: [],
  backup: "It holds nothing: it makes the proxies again from the Gateway and the routes.",
  replacement:
    "Another implementation of the Gateway API means other classes, proxy settings and traffic policies in the component `gateway`; routes stay as they are.",
} as const satisfies ComponentDefinition;
