import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { restrictedContainer, restrictedPod } from "../security";
import { secretReplicator } from "./definition";
import { sizes } from "./sizes";

export type SecretReplicatorProps = ComponentProps;

const defaults = ({ environment }: SecretReplicatorProps) => {
  const image = imageOf(environment, "secret-replicator", "replicator");
  return {
    fullnameOverride: "secret-replicator",
    image: {
      repository: `${image.registry}/${image.repository}`,
      tag: image.tag,
      pullPolicy: "IfNotPresent",
    },
    // Secrets only, which it copies by default: every other kind it could copy would be a right it does not need.
    replicationEnabled: {
      configMaps: false,
      roles: false,
      roleBindings: false,
      serviceAccounts: false,
    },
    args: ["-sync-by-content"],
    podSecurityContext: restrictedPod(65532), // the image names no user
    securityContext: restrictedContainer,
    resources: sizes.replicator,
    // The chart first asks after a minute; the program is ready in a second.
    readinessProbe: { initialDelaySeconds: 2 },
    livenessProbe: { initialDelaySeconds: 10 },
  };
};

/** Mittwald's replicator. Its role reads and writes every secret of the cluster: alone in its namespace, nothing reaches it. */
export class SecretReplicator extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: SecretReplicatorProps) {
    super(scope, id);
    this.ready = componentRelease(this, secretReplicator, props, defaults(props));
  }
}
