import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { Construct } from "constructs";
import type { ComponentProps } from "../component";
import { Manifests } from "../manifests";
import { commonLabels } from "../metadata";
import { backup } from "./definition";
import { claimDestination } from "./destination";
import { backupJob, listJob, restoreJob } from "./jobs";
import { scripts } from "./scripts";
import { settingsOf } from "./settings";

export type BackupProps = ComponentProps;

const CLAIM = "backups";

/** Backups by a schedule, a restore that a person starts, and the volume that holds them. Nothing waits for it. */
export class Backup extends Construct {
  readonly ready;

  constructor(
    scope: Construct,
    id: string,
    { environment, secrets, storageClassName, foundation, dependsOn }: BackupProps,
  ) {
    super(scope, id);
    const namespace = backup.namespace.name;
    // Not of a release: Helm would wait until it is bound, which the first backup's pod does.
    const claim = new PersistentVolumeClaimV1(this, "claim", {
      metadata: { name: CLAIM, namespace, labels: { ...commonLabels } },
      spec: {
        accessModes: ["ReadWriteOnce"],
        storageClassName,
        resources: { requests: { storage: settingsOf(environment).storage } },
      },
      waitUntilBound: false,
      // Not what is backed up: whoever destroys the database alone keeps its backups.
      dependsOn: [foundation],
    });
    const props = { environment, secrets, destination: claimDestination(CLAIM) };
    this.ready = new Manifests(this, "jobs", {
      name: "backup",
      namespace,
      manifests: [scripts(namespace), backupJob(props), restoreJob(props), listJob(props)],
      dependsOn: [...dependsOn, claim],
    }).release;
  }
}
