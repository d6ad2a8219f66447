import { imageOf } from "../../../constructs/images";
import { eventually } from "../../../scripts/support/eventually";
import { probePod } from "../../../scripts/support/probe-pod";
import type { Context } from "../context";
import { expect } from "../report";
import { read, same, write } from "./data";

const RELEASES = ["helm_release.minio_chart_release", "helm_release.postgres_chart_release"];
const BEFORE = { row: "first", object: "first" };
const LATER = { row: "second", object: "second" };
const NAME = /\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/;
/** Older than any retention. */
const [HALF, OLD] = ["2020-01-01T00-00-00Z", "2020-01-02T00-00-00Z"];

/** Backs up twice, loses both stores with their volumes, and reads back what was there at either time. */
export async function checkBackup(context: Context): Promise<void> {
  const { report } = context;
  let first = "";
  await report.check("a backup ends well and is listed as whole", async () => {
    await write(context, BEFORE);
    const printed = await must(context, "backups", "--now");
    first = NAME.exec(printed)?.[0] ?? "";
    expect(new RegExp(`${first} .* whole$`, "m").test(printed), `listed: ${printed}`);
  });
  await plant(context);
  await report.check("a backup that was never finished is listed as such, and not restored", async () => {
    const printed = await must(context, "backups");
    expect(new RegExp(`${HALF} .* never finished$`, "m").test(printed), `listed: ${printed}`);
    await expectRefused(context, HALF, "a backup that was never finished");
  });
  await report.check("a backup that does not exist is refused with the names of those that do", () =>
    expectRefused(context, "2031-01-01T00-00-00Z", `no such backup; allowed: latest, .*${first}`),
  );
  await report.check("the next backup removes what is older than the retention", async () => {
    await write(context, LATER);
    const printed = await must(context, "backups", "--now");
    const table = printed.slice(printed.lastIndexOf("backup  "));
    expect(!table.includes(HALF) && !table.includes(OLD) && table.includes(first), `listed: ${table}`);
  });
  const lost = await report.check(
    "Postgres and MinIO are destroyed with their volumes, and come back empty",
    () => lose(context),
  );
  if (!lost) return;
  await report.check("restore of the latest backup: the row and the object are read back", () =>
    restored(context, "latest", LATER),
  );
  await report.check("restore of the one before: both are as they were then", () =>
    restored(context, first, BEFORE),
  );
}

async function restored(context: Context, from: string, expected: typeof BEFORE): Promise<void> {
  await must(context, "restore", "--from", from, "--yes");
  const found = await read(context);
  expect(same(found, expected), `found: ${JSON.stringify(found)}`);
}

async function lose(context: Context): Promise<void> {
  const { workspace, kubectl } = context;
  await workspace.mustTerraform(
    "destroy",
    "-auto-approve",
    "-input=false",
    ...RELEASES.map((each) => `-target=${each}`),
  );
  await kubectl.must(["delete", "pvc", "--all", "-n", "minio", "--timeout=60s"]);
  const gone = await eventually(90, async () => {
    const left = [
      ...(await kubectl.names("pvc", "-n", "minio")),
      ...(await kubectl.names("pvc", "-n", "postgres")),
    ];
    return left.length === 0 || undefined;
  });
  expect(gone === true, "claims are left");
  await workspace.apply();
  const found = await read(context);
  expect(found.row === "" && found.object === "", `still there: ${JSON.stringify(found)}`);
}

const must = async (
  { workspace }: Context,
  script: "backups" | "restore",
  ...args: string[]
): Promise<string> => {
  const { code, stdout, stderr } = await workspace.program(script, ...args);
  expect(code === 0, `npm run ${script} ended with ${code}: ${stdout.slice(-1500)}${stderr.slice(-1500)}`);
  return stdout;
};

async function expectRefused({ workspace }: Context, from: string, message: string): Promise<void> {
  const { code, stderr } = await workspace.program("restore", "--from", from, "--yes");
  expect(code === 1 && new RegExp(message).test(stderr), `it ended with ${code}: ${stderr}`);
}

/** Two old ones at the destination: one without a manifest, one with. */
async function plant({ kubectl, environment }: Context): Promise<void> {
  const name = `plant-${Date.now().toString(36)}`;
  const manifest = JSON.stringify({
    name: OLD,
    complete: true,
    databases: [],
    objects: { bucket: "", count: 0, bytes: 0 },
  });
  const pod = probePod({
    name,
    namespace: "backup",
    image: imageOf(environment, "backup", "rclone").reference,
    command: `mkdir -p /destination/${HALF}/postgres /destination/${OLD}; echo '${manifest}' >/destination/${OLD}/manifest.json`,
  });
  const [container] = pod.spec.containers;
  container?.volumeMounts.push({ name: "destination", mountPath: "/destination" });
  pod.spec.volumes.push({ name: "destination", persistentVolumeClaim: { claimName: "backups" } } as never);
  Object.assign(pod.spec.securityContext, { runAsUser: 26, fsGroup: 26 });
  await kubectl.apply(pod);
  await kubectl.must([
    "wait",
    "-n",
    "backup",
    `pod/${name}`,
    "--for=jsonpath={.status.phase}=Succeeded",
    "--timeout=60s",
  ]);
  await kubectl.must(["delete", "pod", name, "-n", "backup", "--timeout=60s"]);
}
