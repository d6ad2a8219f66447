import { Construct } from "constructs";
import type { ClusterAccess } from "../../stacks/cluster/access";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { Manifests } from "../manifests";
import { keptByHelm } from "../protection";
import { restrictedContainer, restrictedPod } from "../security";
import { minio, rootSecret, server, userJob } from "./definition";
import { buckets, policies } from "./policies";
import { type Servers, serversOf } from "./servers";
import { sizes, storageOf } from "./sizes";
import { userProvisioning } from "./user-provisioning";

export type MinioProps = ComponentProps;

const USER = 1000;
const provisioningStep = {
  securityContext: { enabled: true },
  containerSecurityContext: { ...restrictedContainer, seccompProfile: { type: "RuntimeDefault" } },
  resources: sizes.client,
};

/** One server is a Deployment with a claim, several (the chart's default) are a StatefulSet whose pods each have theirs. */
const modeOf = ({ servers, volumes }: Servers, { spreadKey }: ClusterAccess) =>
  servers === 1
    ? { mode: "standalone", deploymentUpdate: { type: "Recreate" } } // the volume is mounted by one pod at a time
    : {
        replicas: servers,
        ...(volumes > 1 ? { drivesPerNode: volumes } : {}),
        podDisruptionBudget: { enabled: true },
        affinity: {
          podAntiAffinity: {
            // In places that fail apart, where there are enough of them.
            preferredDuringSchedulingIgnoredDuringExecution: [
              {
                weight: 100,
                podAffinityTerm: {
                  topologyKey: spreadKey,
                  labelSelector: { matchLabels: { ...server.labels } },
                },
              },
            ],
          },
        },
      };

const defaults = ({ environment, cluster, secrets, storageClassName }: MinioProps) => {
  const image = imageOf(environment, "minio", "server");
  const client = imageOf(environment, "minio", "client");
  const pod = { ...restrictedPod(USER), enabled: true, fsGroup: USER };
  return {
    ...modeOf(serversOf(environment), cluster),
    image: { repository: `${image.registry}/${image.repository}`, tag: image.tag },
    mcImage: { repository: `${client.registry}/${client.repository}`, tag: client.tag },
    existingSecret: rootSecret.name,
    serviceAccount: { create: false }, // nothing here talks to Kubernetes; the default account gives no token
    persistence: {
      size: storageOf(environment),
      storageClass: storageClassName,
      // Always: another number of servers is another claim, and Helm would delete the one that holds the data.
      annotations: keptByHelm,
    },
    podAnnotations: secrets.revisions(rootSecret.name),
    securityContext: { ...pod, fsGroupChangePolicy: "OnRootMismatch" },
    containerSecurityContext: restrictedContainer,
    extraVolumes: [{ name: "tmp", emptyDir: {} }],
    extraVolumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
    resources: sizes.server,
    // The chart's default user is never made, and its own way of making users never changes a password: ours does.
    users: [],
    policies,
    buckets: buckets.map((name) => ({ name })),
    postJob: { securityContext: pod },
    makePolicyJob: provisioningStep,
    makeBucketJob: provisioningStep,
  };
};

/** MinIO, by number. Ready when every workload's user can list its bucket with its present key. */
export class Minio extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: MinioProps) {
    super(scope, id);
    const { environment, secrets } = props;
    const namespace = minio.namespace.name;
    const store = componentRelease(this, minio, props, defaults(props));
    this.ready = new Manifests(this, "users", {
      name: "minio-users",
      namespace,
      manifests: [userProvisioning({ environment, secrets, namespace, labels: userJob.labels, user: USER })],
      dependsOn: [store],
    }).release;
  }
}
