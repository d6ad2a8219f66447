import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import type { ImageNames } from "../pins";
import { certManager } from "./definition";
import { sizes } from "./sizes";

export type CertManagerProps = ComponentProps;

const namespace = certManager.namespace.name;
/** At an upgrade too, and where a failed install is repeated, which Helm counts as an upgrade. */
const whenever = { "helm.sh/hook": "post-install,post-upgrade" };

const defaults = ({ environment }: CertManagerProps) => {
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
    config: { gatewayAPI: { enabled: true } },
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
