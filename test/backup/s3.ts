import { CommandError, main, optionsOf } from "../../scripts/support/cli";
import { table } from "../../scripts/support/table";
import { S3Place } from "./s3-place";

const USAGE =
  "npm run test:backup -- --s3 URL [--rclone PROGRAM] [--ca FILE]   (--s3: an S3 API that takes any key, such as moto's by TLS; --ca: who signed its certificate)";
const day = (number: number) => `2024-01-0${number}T02-17-00Z`;

/** The backups' scripts with rclone itself, into a bucket as it is told of one on a cloud: each backup brings back its own time. */
void main(async () => {
  const { s3, rclone, ca } = optionsOf(
    { s3: { type: "string" }, rclone: { type: "string", default: "rclone" }, ca: { type: "string" } },
    USAGE,
  );
  if (s3 === undefined) throw new CommandError(`--s3 is missing; usage: ${USAGE}`);
  const place = new S3Place({ s3, rclone, ca });
  const rows: [string, string][] = [];
  const see = (what: string, isSo: boolean) => rows.push([what, isSo ? "ok" : "NOT SO"]);
  try {
    await place.makeBuckets();
    see("no backup yet is an empty list", (await place.script("list.sh")).stdout === "");

    await place.store({ a: "first", "deep/b": "b", gone: "early", large: "x".repeat(12_000_000) });
    see("a backup of a bucket succeeds", (await place.backUp(day(1))).code === 0);
    see("what has not changed is not copied again, and not touched", await place.hasNothingToCopy());

    await place.store({ a: "other", came: "new" });
    await place.remove("gone");
    see("a second backup succeeds", (await place.backUp(day(2))).code === 0);
    await place.halfDone(day(3));
    const listed = (await place.script("list.sh")).stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    see(
      "a list tells whole ones from the half-done",
      JSON.stringify(listed.map(({ name, complete }) => [name, complete])) ===
        JSON.stringify([day(1), day(2), day(3)].map((name) => [name, name !== day(3)])),
    );

    see("a restore succeeds", (await place.restore(day(1))).code === 0);
    see(
      "it brings back what was changed and deleted since, and leaves what came",
      JSON.stringify(await place.read("a", "deep/b", "gone", "came")) ===
        JSON.stringify(["first", "b", "early", "new"]),
    );
    see("an object in several parts is as it was", (await place.read("large"))[0]?.length === 12_000_000);
    see("a half-done backup is not restored", (await place.restore(day(3))).code === 1);

    const now = new Date().toISOString().replaceAll(":", "-").replace(/\.\d+/, "");
    see("retention succeeds", (await place.backUp(now, { RETENTION_SECONDS: "3600" })).code === 0);
    see("and leaves the objects and the one backup", (await place.folders()) === `${now}/\nobjects/\n`);

    see("databases alone are a backup", (await place.backUp(day(9), { BUCKET: "" })).code === 0);
  } finally {
    place.cleanUp();
  }
  console.log(table(["seen", "verdict"], rows));
  return rows.every(([, verdict]) => verdict === "ok") ? 0 : 1;
});
