import { storageClassName } from "../../../constructs/storage/definition";
import { eventually } from "../../../scripts/support/eventually";
import { probePod } from "../../../scripts/support/probe-pod";
import { namespacesOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { expect } from "../report";
import { read, same, write } from "./data";

const RELEASES = ["helm_release.minio_chart_release", "helm_release.postgres_chart_release"];

/** Volumes are of our class, and with protection on they outlive what used them. */
export async function checkStorage(context: Context): Promise<void> {
  const { report, workspace } = context;
  await checkClaims(context);
  await report.check("protection on replaces the storage class by one that retains", async () => {
    await workspace.synthesise({ protection: "on" });
    await workspace.apply();
    await expectPolicy(context, "Retain");
  });
  await checkRetained(context);
  const kept = { row: "protected", object: "protected" };
  await report.check(
    "a protected release that is destroyed leaves its volumes, and the next install finds them",
    async () => {
      await write(context, kept);
      // What a person does who has given up protection in the file and not applied it yet.
      await workspace.synthesise({ protection: "off" });
      await workspace.mustTerraform(
        "destroy",
        "-auto-approve",
        "-input=false",
        ...RELEASES.map((each) => `-target=${each}`),
      );
      await workspace.synthesise({ protection: "on" });
      await workspace.apply();
      const found = await read(context);
      expect(same(found, kept), `found: ${JSON.stringify(found)}`);
    },
  );
  await report.check("protection off replaces it by one that deletes", async () => {
    await workspace.synthesise({ protection: "off" });
    await workspace.apply();
    await expectPolicy(context, "Delete");
  });
  await letGo(context);
}

/** As docs/operations has it: volumes that were made in between would outlive the teardown. */
async function letGo({ kubectl }: Context): Promise<void> {
  const volumes = (await kubectl.list("pv")).filter(
    ({ spec }) => spec?.storageClassName === storageClassName,
  );
  for (const { metadata } of volumes) {
    await kubectl.must([
      "patch",
      "pv",
      metadata.name,
      "-p",
      '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}',
    ]);
  }
}

async function checkClaims({ report, kubectl, environment }: Context): Promise<void> {
  await report.check(`every claim of the platform is of the class ${storageClassName}`, async () => {
    const ours = namespacesOf(environment).map(({ name }) => name);
    const claims = (await kubectl.list("pvc", "-A")).filter(({ metadata }) =>
      ours.includes(metadata.namespace ?? ""),
    );
    expect(claims.length > 0, "there is no claim");
    const others = claims.filter(({ spec }) => spec?.storageClassName !== storageClassName);
    expect(
      others.length === 0,
      `of another class: ${others.map(({ metadata }) => metadata.name).join(", ")}`,
    );
  });
}

async function expectPolicy({ kubectl }: Context, policy: string): Promise<void> {
  const found = await kubectl.must([
    "get",
    "storageclass",
    storageClassName,
    "-o",
    "jsonpath={.reclaimPolicy}",
  ]);
  expect(found === policy, `its reclaim policy is ${found}, not ${policy}`);
}

/** A claim of the test's own: its volume is there after it is gone, and goes once it is told to. */
async function checkRetained({ report, kubectl }: Context): Promise<void> {
  const at = { name: `retained-${Date.now().toString(36)}`, namespace: "ivcap" };
  await report.check("a volume that was made under protection stays when its claim goes", async () => {
    await kubectl.apply({
      apiVersion: "v1",
      kind: "PersistentVolumeClaim",
      metadata: at,
      spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage: "1Mi" } } },
    });
    const pod = probePod({ ...at, command: "true" });
    pod.spec.volumes.push({ name: "data", persistentVolumeClaim: { claimName: at.name } } as never);
    await kubectl.apply(pod);
    const volume = await eventually(
      60,
      async () => (await kubectl.field(`pvc/${at.name}`, at.namespace, "{.spec.volumeName}")) || undefined,
    );
    expect(volume !== undefined, "its volume was not made in a minute");
    await kubectl.must(["delete", `pod/${at.name}`, `pvc/${at.name}`, "-n", at.namespace, "--timeout=60s"]);
    const released = await eventually(30, async () => {
      const phase = await kubectl.must([
        "get",
        "pv",
        volume,
        "--ignore-not-found",
        "-o",
        "jsonpath={.status.phase}",
      ]);
      return phase === "Released" ? phase : undefined;
    });
    await kubectl.run(["patch", "pv", volume, "-p", '{"spec":{"persistentVolumeReclaimPolicy":"Delete"}}']);
    expect(released !== undefined, "it went with its claim");
  });
}
