import type { ComponentDefinition } from "../definition";
import { issuerOf } from "../gateway/tls";
import { isProvenByZone } from "../gateway/zone";
import { apiServer, flow, pods, toApiServer, toInternet } from "../isolation/flows";
import { externalNamespace } from "../isolation/namespaces";
import { runs } from "./sizes";

const namespace = externalNamespace("cert-manager");
const labels = { "app.kubernetes.io/instance": "cert-manager" };
const all = pods(namespace.name, "cert-manager", labels);
const webhook = pods(namespace.name, "cert-manager webhook", {
  ...labels,
  "app.kubernetes.io/component": "webhook",
});
/** Asks issuers for certificates. */
export const controller = pods(namespace.name, "cert-manager controller", {
  ...labels,
  "app.kubernetes.io/component": "controller",
});

export const certManager = {
  name: "cert-manager",
  role: "Issues and renews the certificates that clients see.",
  namespace,
  holdsData: false,
  // It looks for the Gateway API once, when it starts.
  needs: ["envoy-gateway"],
  flows: (environment, cluster) => [
    toApiServer(all, "certificates"),
    flow(apiServer, webhook, 10250, "webhooks"),
    ...(issuerOf(environment, cluster) === "acme" ? [toInternet(controller, "acme")] : []),
    // It looks for its record where the zone is served: the cluster's resolver remembers for a quarter of an hour that there was none.
    ...(isProvenByZone(environment, cluster)
      ? [toInternet(controller, "acme name servers", 53, ["UDP", "TCP"])]
      : []),
  ],
  cloudWorkloads: (environment, cluster) =>
    isProvenByZone(environment, cluster)
      ? [
          {
            name: "cert-manager",
            namespace: namespace.name,
            serviceAccount: "cert-manager", // as its chart calls it
            grants: ["dns"],
            pods: [controller],
          },
        ]
      : [],
  entrance: { pods: controller },
  runs,
  secrets: [],
  backup: "It holds nothing. Certificates are issued again.",
  replacement:
    "A site's own cert-manager does as well (`install: false`), if it was started with the Gateway API on: ACME proves the domain by HTTP then, also where `dns.zone` is set.",
} as const satisfies ComponentDefinition;
