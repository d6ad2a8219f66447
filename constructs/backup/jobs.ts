import type { Environment } from "../../environments/schema";
import { userSecretName } from "../minio/users";
import { databases, loginSecretName } from "../postgres/logins";
import type { Secrets } from "../secrets";
import { cronJob } from "./cron-job";
import { account, backup, backupPods, listPods, restorePods } from "./definition";
import type { Destination } from "./destination";
import { scriptsVolume } from "./scripts";
import { BACKUP_SECONDS, RESTORE_SECONDS, settingsOf } from "./settings";
import { copyStep, databaseStep, workVolume } from "./steps";

export interface JobsProps {
  readonly environment: Environment;
  readonly secrets: Secrets;
  readonly destination: Destination;
  /** Whether the objects are saved too, or the databases alone. */
  readonly savesObjects: boolean;
}

/** The user of the database's image; the other images run as whichever user they are given. */
const USER = 26;
const namespace = backup.namespace.name;
const names = Object.keys(databases).join(" ");
const owned = Object.entries(databases).map(([name, { owner }]) => `${name}:${owner}`);

const common = ({ environment, destination }: JobsProps) => ({
  namespace,
  user: USER,
  ...(destination.identity ? { account, podLabels: destination.identity.podLabels } : {}),
  volumes: [...destination.volumes, scriptsVolume, ...workVolume(settingsOf(environment).dumpSpace)],
});

/** What its pods read: a login, and a user of the object store where objects are saved. */
const secretsOf = (who: "backup" | "restore", { savesObjects }: JobsProps) => [
  loginSecretName(who),
  ...(savesObjects ? [userSecretName(who)] : []),
];

/** By the schedule: dumps first, then the objects, so that every object the record names is among them. */
export const backupJob = (props: JobsProps) => {
  const { environment, secrets, destination, savesObjects } = props;
  const { schedule, retentionSeconds } = settingsOf(environment);
  const dump = { environment, name: "dump", script: "dump.sh", env: [{ name: "DATABASES", value: names }] };
  const copy = {
    environment,
    name: "copy",
    script: "backup.sh",
    env: [{ name: "RETENTION_SECONDS", value: String(retentionSeconds) }],
  };
  return cronJob({
    ...common(props),
    name: "backup",
    labels: backupPods.labels,
    annotations: secrets.revisions(...secretsOf("backup", props)),
    schedule,
    seconds: BACKUP_SECONDS,
    retries: 2,
    steps: [databaseStep(dump, "backup")],
    container: copyStep(copy, destination, savesObjects ? { user: "backup" } : {}),
  });
};

/** The template of a restore: proves the backup, puts the objects back, then the databases that name them. */
export const restoreJob = (props: JobsProps) => {
  const { environment, secrets, destination, savesObjects } = props;
  const from = [{ name: "FROM", value: "latest" }];
  const deadline = [{ name: "DEADLINE_SECONDS", value: String(RESTORE_SECONDS) }];
  const fetch = { environment, name: "fetch", script: "fetch.sh", env: from };
  const objects = { environment, name: "objects", script: "objects.sh", env: deadline };
  const restore = {
    environment,
    name: "databases",
    script: "databases.sh",
    env: [{ name: "OWNED_DATABASES", value: owned.join(" ") }],
  };
  return cronJob({
    ...common(props),
    name: "restore",
    labels: restorePods.labels,
    annotations: secrets.revisions(...secretsOf("restore", props)),
    seconds: RESTORE_SECONDS,
    retries: 0, // whoever started it looks at why
    steps: [
      copyStep(fetch, destination, { readOnly: true }),
      ...(savesObjects ? [copyStep(objects, destination, { user: "restore" })] : []),
    ],
    container: databaseStep(restore, "restore"),
  });
};

/** The template of a list of the backups. */
export const listJob = (props: JobsProps) => {
  const list = { environment: props.environment, name: "list", script: "list.sh" };
  return cronJob({
    ...common(props),
    name: "list",
    labels: listPods.labels,
    annotations: {},
    seconds: 600,
    retries: 0,
    steps: [],
    container: copyStep(list, props.destination, { readOnly: true }),
  });
};
