import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { gatewayName } from "./definition";
import { type Host, hostsOf, gatewayNamespace as namespace } from "./hosts";
import { issuerName } from "./issuers";

export const gatewayClassName = "ivcap-envoy";
export const proxySettingsName = "gateway-proxies";
const api = "gateway.networking.k8s.io/v1";

export const certificateName = ({ name }: Host) => `gateway-${name}`;

/** The class, the gateway with a listener and a certificate for each host, and the redirect from HTTP. */
export const listeners = (environment: Environment, { gateway }: ClusterAccess): object[] => [
  {
    apiVersion: api,
    kind: "GatewayClass",
    metadata: { name: gatewayClassName },
    spec: { controllerName: "gateway.envoyproxy.io/gatewayclass-controller" },
  },
  {
    apiVersion: api,
    kind: "Gateway",
    metadata: { name: gatewayName, namespace },
    spec: {
      gatewayClassName,
      infrastructure: {
        parametersRef: { group: "gateway.envoyproxy.io", kind: "EnvoyProxy", name: proxySettingsName },
      },
      listeners: [
        {
          name: "http",
          protocol: "HTTP",
          port: 80,
          // Nobody's routes but the redirect, and the answers to an authority's challenges.
          allowedRoutes: { namespaces: { from: "Same" }, kinds: [{ kind: "HTTPRoute" }] },
        },
        ...hostsOf(environment).map(listener),
      ],
    },
  },
  {
    apiVersion: api,
    kind: "HTTPRoute",
    metadata: { name: "redirect-to-https", namespace },
    spec: {
      parentRefs: [{ name: gatewayName, sectionName: "http" }],
      rules: [
        {
          filters: [
            {
              type: "RequestRedirect",
              requestRedirect: { scheme: "https", port: gateway.ports.https, statusCode: 301 },
            },
          ],
        },
      ],
    },
  },
  ...hostsOf(environment).map(certificate),
];

const listener = (host: Host) => ({
  name: host.name,
  protocol: "HTTPS",
  port: 443,
  hostname: host.hostname,
  tls: { mode: "Terminate", certificateRefs: [{ kind: "Secret", name: certificateName(host) }] },
  allowedRoutes: {
    namespaces: {
      from: "Selector",
      // Set by Kubernetes itself, so that no namespace can pretend to be another.
      selector: { matchLabels: { "kubernetes.io/metadata.name": host.namespace } },
    },
    kinds: [{ kind: "HTTPRoute" }],
  },
});

/** One for each host: with a shared one, clients would send one host's requests over another's connection. */
const certificate = (host: Host) => ({
  apiVersion: "cert-manager.io/v1",
  kind: "Certificate",
  metadata: { name: certificateName(host), namespace },
  spec: {
    secretName: certificateName(host),
    dnsNames: [host.hostname],
    privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
    issuerRef: { kind: "Issuer", name: issuerName },
  },
});
