import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { isProvenByZone } from "../gateway/zone";
import { imageOf } from "../images";
import type { ImageNames } from "../pins";
import { certManager } from "./definition";
import { sizes } from "./sizes";

export type CertManagerProps = ComponentProps;

const namespace = certManager.namespace.name;
/** At an upgrade too, and where a failed install is repeated, which Helm counts as an upgrade. */
const whenever = { "helm.sh/hook": "post-install,post-upgrade" };

/** Where a zone proves the domain: the controller is an identity of the cloud, which the gateway's issuer may use. */
const byZone = ({ cluster }: CertManagerProps) => {
  const { serviceAccountAnnotations, podLabels } = cluster.identityOf("cert-manager");
  return {
    config: { issuerAmbientCredentials: true },
    ...(Object.keys(podLabels).length > 0 ? { podLabels } : {}),
    ...(Object.keys(serviceAccountAnnotations).length > 0
      ? { serviceAccount: { annotations: serviceAccountAnnotations } }
      : {}),
  };
};

const defaults = (props: CertManagerProps) => {
  const { environment, cluster } = props;
  const { config = {}, ...identity } = isProvenByZone(environment, cluster) ? byZone(props) : {};
  const image = (name: ImageNames<"cert-manager">) => {
    const { registry, repository, tag } = imageOf(environment, "cert-manager", name);
    return { repository: `${registry}/${repository}`, tag };
  };
  return {
    crds: { enabled: true, keep: true }, // deleting them would delete every certificate
    global: {
      leaderElection: { namespace }, // else in kube-system
      rbac: { aggregateClusterRoles: false }, // rights for people: none
    },
    image: image("controller"),
    resources: sizes.controller,
    config: { gatewayAPI: { enabled: true }, ...config },
    ...identity,
    webhook: { image: image("webhook"), resources: sizes.webhook },
    cainjector: {
      image: image("cainjector"),
      resources: sizes.cainjector,
    },
    acmesolver: { image: image("acmesolver") },
    // Ready means that its webhook answers.
    startupapicheck: {
      image: image("startupapicheck"),
      resources: sizes.check,
      jobAnnotations: whenever,
      rbac: { annotations: whenever },
      serviceAccount: { annotations: whenever },
    },
    prometheus: { enabled: false },
  };
};

/** cert-manager. Its controller may read and write every secret of the cluster: it issues certificates wherever they are asked for. */
export class CertManager extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: CertManagerProps) {
    super(scope, id);
    this.ready = componentRelease(this, certManager, props, defaults(props));
  }
}
