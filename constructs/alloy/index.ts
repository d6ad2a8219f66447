import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { pushUrl, tenant } from "../loki/definition";
import { restrictedContainer, restrictedPod } from "../security";
import { alloyConfig } from "./config";
import { alloy } from "./definition";
import { sizes } from "./sizes";

export type AlloyProps = ComponentProps;

/** The image's own user; it starts as root where none is named. */
const USER = 473;

const defaults = ({ environment, namespaces }: AlloyProps) => {
  const { registry, repository, tag } = imageOf(environment, "alloy", "alloy");
  return {
    image: { registry, repository, tag },
    crds: { create: false }, // of kinds that are not used
    global: { podSecurityContext: { ...restrictedPod(USER), fsGroup: USER } },
    // A role in each namespace of the platform, in place of one for the cluster that reads secrets too.
    rbac: {
      namespaces: [...namespaces],
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
        { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
      ],
    },
    controller: {
      // The API has every node's logs: one pod is enough, and no node gives anything away.
      type: "deployment",
      volumes: { extra: [{ name: "data", emptyDir: {} }] },
    },
    alloy: {
      configMap: {
        content: alloyConfig({ namespaces, url: pushUrl(environment), tenant: tenant.name }),
      },
      enableReporting: false,
      mounts: { extra: [{ name: "data", mountPath: "/tmp/alloy" }] },
      // Whether it answers at all: its own page of health also says what is wrong with where it sends to.
      livenessProbe: { tcpSocket: { port: "http-metrics" }, initialDelaySeconds: 30 },
      securityContext: restrictedContainer,
      resources: sizes.shipper,
    },
    configReloader: { enabled: false }, // a changed configuration starts a new pod
    service: { enabled: false }, // nobody looks at its own page
  };
};

/** Grafana Alloy as log shipper. */
export class Alloy extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: AlloyProps) {
    super(scope, id);
    this.ready = componentRelease(this, alloy, props, defaults(props));
  }
}
