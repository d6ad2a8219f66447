import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { pushUrl, tenant } from "../loki/definition";
import { Manifests } from "../manifests";
import { bound } from "../rbac";
import { restrictedContainer } from "../security";
import { scrapeConfigs } from "./config";
import { promtail } from "./definition";
import { sizes } from "./sizes";

export type PromtailProps = ComponentProps;

/** As the chart calls it. */
const ACCOUNT = "promtail";

const defaults = ({ environment, namespaces }: PromtailProps) => {
  const { registry, repository, tag } = imageOf(environment, "promtail", "promtail");
  return {
    image: { registry, repository, tag },
    rbac: { create: false }, // cluster-wide, the nodes' own API included; ours below
    configmap: { enabled: true }, // the chart's default is a secret, which it is not
    config: {
      logLevel: "warn",
      clients: [{ url: pushUrl(environment), tenant_id: tenant.name }],
      snippets: { scrapeConfigs: scrapeConfigs(namespaces) },
    },
    podSecurityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } },
    containerSecurityContext: { ...restrictedContainer, runAsNonRoot: false },
    // How far it has read is kept beside it: a path of the node that it may write to would be worth more to an intruder.
    defaultVolumes: [
      { name: "run", emptyDir: {} },
      { name: "pods", hostPath: { path: "/var/log/pods", type: "Directory" } },
    ],
    defaultVolumeMounts: [
      { name: "run", mountPath: "/run/promtail" },
      { name: "pods", mountPath: "/var/log/pods", readOnly: true },
    ],
    tolerations: [{ operator: "Exists" }], // nodes that are kept for orders have logs too
    livenessProbe: { tcpSocket: { port: "http-metrics" }, initialDelaySeconds: 30 },
    // So that an apply waits for the pod of every node: with the default, one of them may always be missing.
    updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    resources: sizes.shipper,
  };
};

/** Promtail as log shipper, on every node. */
export class Promtail extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: PromtailProps) {
    super(scope, id);
    const namespace = promtail.namespace.name;
    const rights = new Manifests(this, "rights", {
      name: "promtail-rights",
      namespace,
      manifests: props.namespaces.flatMap((each) =>
        bound("promtail", each, { name: ACCOUNT, namespace }, [
          { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
        ]),
      ),
      dependsOn: props.dependsOn,
    }).release;
    this.ready = componentRelease(this, promtail, props, defaults(props), { dependsOn: [rights] });
  }
}
