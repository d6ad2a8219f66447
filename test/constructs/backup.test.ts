import { secondsOf } from "../../environments/duration";
import { releasesOf } from "../../scripts/support/releases";
import type { JsonObject } from "../../scripts/support/stack-json";
import { at, listAt, objectAt } from "../rules/support/resources";
import { stack } from "../support/stacks";

const cronJob = (environment: string, name: string): JsonObject => {
  const release = releasesOf(stack(`${environment}-platform`)).find((each) => each.component === "backup");
  const found = listAt(release?.values, "manifests").find(
    (each) => at(each, "kind") === "CronJob" && at(each, "metadata", "name") === name,
  );
  return objectAt(found, "spec");
};
const containers = (job: JsonObject) => {
  const pod = objectAt(job, "jobTemplate", "spec", "template", "spec");
  return [...listAt(pod, "initContainers"), ...listAt(pod, "containers")].map((each) => objectAt(each));
};
const variables = (job: JsonObject) =>
  Object.fromEntries(
    containers(job).flatMap((container) =>
      listAt(container, "env").map((each) => [String(at(each, "name")), at(each, "value")]),
    ),
  );

test("a backup runs by its schedule and never beside another; list and restore only when a person starts them", () => {
  expect(cronJob("complete", "backup")).toMatchObject({
    schedule: "41 4 1-28 1-12 0-6",
    suspend: false,
    concurrencyPolicy: "Forbid",
    startingDeadlineSeconds: 3600,
  });
  for (const name of ["list", "restore"]) expect(cronJob("complete", name)).toMatchObject({ suspend: true });
});

test("the retention reaches the script in seconds", () => {
  expect(variables(cronJob("complete", "backup")).RETENTION_SECONDS).toBe(String(47 * 86_400));
  expect(variables(cronJob("minikube", "backup")).RETENTION_SECONDS).toBe(String(14 * 86_400));
  expect([secondsOf("36h"), secondsOf("8w")]).toEqual([129_600, 4_838_400]);
});

test("databases are dumped before objects are copied, and put back after them", () => {
  const names = (job: JsonObject) => containers(job).map(({ name }) => name);
  expect(names(cronJob("minikube", "backup"))).toEqual(["dump", "copy"]);
  expect(names(cronJob("minikube", "restore"))).toEqual(["fetch", "objects", "databases"]);
});

test("a backup holds no credential that writes, and a list none at all", () => {
  const secretsOf = (name: string) =>
    containers(cronJob("minikube", name)).flatMap((container) =>
      listAt(container, "env").flatMap((each) => at(each, "valueFrom", "secretKeyRef", "name") ?? []),
    );
  expect([...new Set(secretsOf("backup"))].sort()).toEqual(["minio-backup", "postgres-backup"]);
  expect([...new Set(secretsOf("restore"))].sort()).toEqual(["minio-restore", "postgres-restore"]);
  expect(secretsOf("list")).toEqual([]);
});

test("the user that backups read objects with may not write them", () => {
  const store = releasesOf(stack("minikube-platform")).find(({ name }) => name === "minio");
  const policy = listAt(store?.values, "policies").find(
    (each) => at(each, "name") === "ivcap-objects-read-only",
  );
  const actions = listAt(policy, "statements").flatMap((each) => listAt(each, "actions"));
  expect(actions).toContain("s3:GetObject");
  expect(actions.filter((action) => /Put|Delete|Create|\*/.test(String(action)))).toEqual([]);
});

test("the login that dumps is granted reading and nothing else; the one that restores is a member of the owners", () => {
  const database = releasesOf(stack("minikube-platform")).find(({ name }) => name === "postgres");
  const role = (name: string) =>
    listAt(database?.values, "cluster", "roles").find((each) => at(each, "name") === name);
  expect(role("backup")).toMatchObject({ inRoles: ["pg_read_all_data"] });
  expect(role("restore")).toMatchObject({ inRoles: ["argo", "ivcap"] });
});

test("without the component there is no namespace, no copy of a secret and no claim", () => {
  const json = JSON.stringify(stack("own-inside-platform").json);
  expect(json).not.toContain('"replicator.v1.mittwald.de/replicate-to":"backup');
  expect(stack("own-inside-platform").json.resource).not.toHaveProperty(
    "kubernetes_persistent_volume_claim_v1",
  );
});

describe("on a cloud", () => {
  const remote = (environment: string, name: string) =>
    Object.fromEntries(
      Object.entries(variables(cronJob(environment, name))).filter(([key]) =>
        /^RCLONE_CONFIG_(CLOUD|DESTINATION)_/.test(key),
      ),
    );

  test("backups go to a bucket that the pods use by their identity, and there is no volume", () => {
    expect(remote("aws-complete", "backup")).toEqual({
      RCLONE_CONFIG_CLOUD_TYPE: "s3",
      RCLONE_CONFIG_CLOUD_PROVIDER: "AWS",
      RCLONE_CONFIG_CLOUD_ENV_AUTH: "true",
      RCLONE_CONFIG_CLOUD_REGION: "ap-southeast-2",
      RCLONE_CONFIG_CLOUD_NO_CHECK_BUCKET: "true",
      RCLONE_CONFIG_DESTINATION_TYPE: "alias",
      RCLONE_CONFIG_DESTINATION_REMOTE: "cloud:ivcap-aws-complete-210987654321-backups",
    });
    expect(remote("azure-complete", "restore")).toMatchObject({
      RCLONE_CONFIG_CLOUD_TYPE: "azureblob",
      RCLONE_CONFIG_CLOUD_ENV_AUTH: "true",
      RCLONE_CONFIG_DESTINATION_REMOTE: "cloud:backups",
    });
    for (const name of ["aws-complete-platform", "azure-complete-platform"]) {
      expect(stack(name).json.resource).not.toHaveProperty("kubernetes_persistent_volume_claim_v1");
    }
  });

  test("each of its pods runs as the account that the cloud knows", () => {
    for (const name of ["backup", "restore", "list"]) {
      const template = objectAt(cronJob("azure-complete", name), "jobTemplate", "spec", "template");
      expect(at(template, "spec", "serviceAccountName")).toBe("backup");
      expect(at(template, "metadata", "labels")).toMatchObject({
        "app.kubernetes.io/name": name,
        "azure.workload.identity/use": "true",
      });
    }
  });

  test("objects that the cloud keeps are not copied: no bucket, no user of a store, no step that puts them back", () => {
    expect(variables(cronJob("aws-complete", "backup"))).not.toHaveProperty("BUCKET");
    expect(containers(cronJob("aws-complete", "restore")).map(({ name }) => name)).toEqual([
      "fetch",
      "databases",
    ]);
    expect(containers(cronJob("azure-complete", "restore")).map(({ name }) => name)).toEqual([
      "fetch",
      "objects",
      "databases",
    ]);
  });
});
