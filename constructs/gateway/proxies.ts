import type { Environment } from "../../environments/schema";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { imageOf } from "../images";
import { restrictedContainer, restrictedPod } from "../security";
import { PORTS, proxies, serviceName } from "./definition";
import { hostsOf, gatewayNamespace as namespace } from "./hosts";
import { proxySettingsName } from "./listeners";
import { replicasOf, sizes } from "./sizes";
import { managesRecords } from "./zone";

const USER = 65532;
/** Both containers write there and nowhere else. */
const tmp = { volumes: [{ name: "tmp", emptyDir: {} }], mounts: [{ name: "tmp", mountPath: "/tmp" }] };

/** Where there are several: in places that fail apart as far as that goes, and never all away at once. */
const spread = ({ spreadKey }: ClusterAccess) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: spreadKey,
      whenUnsatisfiable: "ScheduleAnyway",
      labelSelector: { matchLabels: proxies.labels },
    },
  ],
});

/** What external-dns makes records of. https://kubernetes-sigs.github.io/external-dns/latest/docs/annotations/annotations */
const records = (environment: Environment) =>
  managesRecords(environment)
    ? {
        "external-dns.alpha.kubernetes.io/hostname": hostsOf(environment)
          .map(({ hostname }) => hostname)
          .join(","),
      }
    : {};

/** How the controller makes the proxies, and how clients reach them. */
export const proxySettings = (environment: Environment, cluster: ClusterAccess) => {
  const { gateway } = cluster;
  const replicas = replicasOf(environment);
  return {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyProxy",
    metadata: { name: proxySettingsName, namespace },
    spec: {
      concurrency: 2, // threads; by default one for each processor of the node
      provider: {
        type: "Kubernetes",
        kubernetes: {
          envoyDeployment: {
            replicas,
            pod: {
              securityContext: restrictedPod(USER),
              volumes: tmp.volumes,
              ...(replicas > 1 ? spread(cluster) : {}),
            },
            container: {
              image: imageOf(environment, "envoy-gateway", "proxy").reference,
              resources: sizes.proxy,
              // Of the shutdown manager beside it too.
              securityContext: { ...restrictedContainer, seccompProfile: { type: "RuntimeDefault" } },
              volumeMounts: tmp.mounts,
            },
            patch: {
              type: "StrategicMerge",
              value: {
                spec: {
                  template: {
                    spec: {
                      enableServiceLinks: false,
                      containers: [
                        {
                          name: "shutdown-manager",
                          resources: sizes.shutdownManager,
                          volumeMounts: tmp.mounts,
                        },
                      ],
                    },
                  },
                },
              },
            },
          },
          ...(replicas > 1 ? { envoyPDB: { minAvailable: replicas - 1 } } : {}),
          envoyService: {
            type: gateway.serviceType,
            // Not where ports of nodes are fixed: an installation whose Service has another name would still hold them.
            ...(gateway.serviceType === "LoadBalancer" ? { name: serviceName } : {}),
            annotations: { ...gateway.annotations, ...records(environment) },
            ...(gateway.loadBalancerClass ? { loadBalancerClass: gateway.loadBalancerClass } : {}),
            externalTrafficPolicy: "Local", // keeps the client's address
            ...(gateway.serviceType === "NodePort" ? nodePorts(gateway.ports) : {}),
          },
        },
      },
    },
  };
};

const nodePorts = ({ http, https }: ClusterAccess["gateway"]["ports"]) => ({
  patch: {
    type: "StrategicMerge",
    value: {
      spec: {
        // Whole ports: before the first certificate is there, the controller lists port 80 only.
        ports: [
          { name: "http-80", protocol: "TCP", port: 80, targetPort: PORTS.http, nodePort: http },
          { name: "https-443", protocol: "TCP", port: 443, targetPort: PORTS.https, nodePort: https },
        ],
      },
    },
  },
});
