import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { Construct } from "constructs";
import type { PodIdentity } from "../../stacks/cluster/access";
import type { ComponentProps } from "../component";
import { Manifests } from "../manifests";
import { commonLabels } from "../metadata";
import { account, backup, savesObjects } from "./definition";
import { claimDestination, cloudDestination } from "./destination";
import { backupJob, listJob, restoreJob } from "./jobs";
import { scripts } from "./scripts";
import { settingsOf } from "./settings";

export type BackupProps = ComponentProps;

const CLAIM = "backups";

/** Backups by a schedule, a restore that a person starts, and the volume that holds them where no bucket does. Nothing waits for it. */
export class Backup extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { environment, cluster, secrets, dependsOn } = props;
    const namespace = backup.namespace.name;
    const { destination, claims } = this.destination(props);
    const jobs = { environment, secrets, destination, savesObjects: savesObjects(environment, cluster) };
    this.ready = new Manifests(this, "jobs", {
      name: "backup",
      namespace,
      manifests: [
        scripts(namespace),
        ...(destination.identity ? [serviceAccount(destination.identity)] : []),
        backupJob(jobs),
        restoreJob(jobs),
        listJob(jobs),
      ],
      dependsOn: [...dependsOn, ...claims],
    }).release;
  }

  /** The cloud's store where there is one, else a volume of its own. */
  private destination({ environment, cluster, storageClassName, foundation }: BackupProps) {
    if (cluster.backups) {
      return { destination: cloudDestination(cluster.backups, cluster.identityOf("backup")), claims: [] };
    }
    // Not of a release: Helm would wait until it is bound, which the first backup's pod does.
    const claim = new PersistentVolumeClaimV1(this, "claim", {
      metadata: { name: CLAIM, namespace: backup.namespace.name, labels: { ...commonLabels } },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName,
        resources: { requests: { storage: settingsOf(environment).storage } },
      },
      waitUntilBound: false,
      // Not what is backed up: whoever destroys the database alone keeps its backups.
      dependsOn: [foundation],
    });
    return { destination: claimDestination(CLAIM), claims: [claim] };
  }
}

/** Gives no token of the Kubernetes API; what makes its pods an identity of the cloud brings a token of its own. */
const serviceAccount = ({ serviceAccountAnnotations }: PodIdentity) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: account, annotations: { ...serviceAccountAnnotations } },
  automountServiceAccountToken: false,
});
