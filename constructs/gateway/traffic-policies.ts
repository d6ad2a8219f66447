import { gatewayName } from "./definition";
import { gatewayNamespace as namespace } from "./hosts";

const targetRefs = [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: gatewayName }];
const policy = (kind: string, name: string, spec: object) => ({
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind,
  metadata: { name, namespace },
  spec: { targetRefs, ...spec },
});

/** What a client may not say of itself: who it is, where it comes from, what it asked for. Envoy writes `x-forwarded-for` and `-proto` anew. */
const NOT_FROM_CLIENTS = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-real-ip",
  "x-forwarded-user",
  "x-forwarded-email",
  "x-forwarded-groups",
  "x-remote-user",
  "x-webauth-user", // Grafana's, where a proxy logs people in
  "x-magda-session", // Magda's
];

/**
 * Uploads and downloads may take hours, so nothing ends by the clock: only silence does. By themselves Envoy and its gateway end a
 * response after 15 seconds and a stream after five silent minutes.
 */
export const trafficPolicies = () => [
  policy("ClientTrafficPolicy", "clients", {
    tls: { minVersion: "1.2" },
    timeout: {
      http: { requestHeadersReceivedTimeout: "10s", idleTimeout: "10m", streamIdleTimeout: "1h" },
    },
    tcpKeepalive: { idleTime: "60s", interval: "30s", probes: 4 }, // finds the client that went away in silence
    connection: { connectionLimit: { value: 10_000 } },
    // Windows for one fast upload over a long way; the default lets through 64 KiB in a round trip.
    http2: {
      maxConcurrentStreams: 100,
      initialStreamWindowSize: "1Mi",
      initialConnectionWindowSize: "4Mi",
    },
    // Ids in paths may hold escaped characters; the service that knows them reads them.
    path: { escapedSlashesAction: "KeepUnchanged", disableMergeSlashes: true },
    headers: {
      withUnderscoresAction: "RejectRequest",
      earlyRequestHeaders: { remove: NOT_FROM_CLIENTS },
    },
  }),
  policy("BackendTrafficPolicy", "services", {
    timeout: {
      tcp: { connectTimeout: "5s" },
      // Shorter than a Node.js server keeps an idle connection, so that no request meets one that is being closed.
      http: { requestTimeout: "0s", connectionIdleTimeout: "60s" },
    },
    // Each waiting stream counts; Envoy would refuse the 1025th.
    circuitBreaker: { maxConnections: 10_000, maxParallelRequests: 10_000, maxPendingRequests: 10_000 },
  }),
];
