import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cloudDestination } from "../../constructs/backup/destination";
import { type Outcome, run } from "../../scripts/support/command";
import { noIdentity } from "../../stacks/cluster/access";

export interface S3PlaceProps {
  /** Of an S3 API. */
  readonly s3: string;
  readonly rclone: string;
  readonly ca: string | undefined;
}

const REGION = "eu-west-1";
/** New ones at each run. */
const BUCKETS = { objects: `ivcap-objects-${Date.now()}`, backups: `ivcap-backups-${Date.now()}` };
const SCRIPTS = join(__dirname, "../../constructs/backup/scripts");

/** A store and a destination in one S3 API, as the jobs on a cloud are told of them. */
export class S3Place {
  readonly #folder = mkdtempSync(join(tmpdir(), "ivcap-backup-"));
  readonly #work = join(this.#folder, "work");
  readonly #env: Record<string, string>;

  constructor({ s3, rclone, ca }: S3PlaceProps) {
    const { env } = cloudDestination({ kind: "s3", bucket: BUCKETS.backups, region: REGION }, noIdentity);
    const told = Object.fromEntries(
      (env as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    );
    this.#write("bin/rclone", `#!/bin/sh\nexec "${rclone}" "$@"\n`, 0o755);
    mkdirSync(join(this.#folder, "tmp"));
    this.#env = {
      PATH: `${join(this.#folder, "bin")}:${process.env.PATH}`,
      WORK: this.#work,
      TMPDIR: join(this.#folder, "tmp"),
      RCLONE_CONFIG: "/notfound",
      ...(ca === undefined ? {} : { RCLONE_CA_CERT: ca }),
      ...told,
      // Where the cloud's own would be found, and by what an identity would be.
      RCLONE_CONFIG_CLOUD_ENDPOINT: s3,
      RCLONE_CONFIG_CLOUD_FORCE_PATH_STYLE: "true",
      AWS_ACCESS_KEY_ID: "any",
      AWS_SECRET_ACCESS_KEY: "any",
      RCLONE_CONFIG_STORE_TYPE: "s3",
      RCLONE_CONFIG_STORE_PROVIDER: "Minio",
      RCLONE_CONFIG_STORE_ENDPOINT: s3,
      RCLONE_CONFIG_STORE_ACCESS_KEY_ID: "any",
      RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: "any",
      RCLONE_CONFIG_STORE_NO_CHECK_BUCKET: "true",
      BUCKET: BUCKETS.objects,
      RETENTION_SECONDS: "4000000000",
      DEADLINE_SECONDS: "60",
    };
  }

  /** Versioned, as those of the cloud are. */
  async makeBuckets(): Promise<void> {
    for (const bucket of Object.values(BUCKETS)) {
      await this.#rclone(["mkdir", `cloud:${bucket}`], {
        RCLONE_CONFIG_CLOUD_NO_CHECK_BUCKET: "false",
        RCLONE_CONFIG_CLOUD_LOCATION_CONSTRAINT: REGION,
      });
      await this.#rclone(["backend", "versioning", `cloud:${bucket}`, "Enabled"]);
    }
  }

  script(name: string, env: Record<string, string> = {}): Promise<Outcome> {
    return run("sh", [join(SCRIPTS, name)], { env: { ...this.#env, ...env } });
  }

  async store(objects: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, content] of Object.entries(objects)) {
      this.#write("object", content);
      await this.#rclone([
        "copyto",
        join(this.#folder, "object"),
        `store:${BUCKETS.objects}/${path}`,
        "--s3-upload-cutoff",
        "5Mi",
      ]);
    }
  }

  remove = (path: string) => this.#rclone(["deletefile", `store:${BUCKETS.objects}/${path}`]);

  async read(...paths: string[]): Promise<string[]> {
    const found = paths.map((path) => this.#rclone(["cat", `store:${BUCKETS.objects}/${path}`]));
    return (await Promise.all(found)).map(({ stdout }) => stdout);
  }

  backUp(name: string, env: Record<string, string> = {}): Promise<Outcome> {
    this.#dump(name);
    return this.script("backup.sh", env);
  }

  /** The dumps are there, and no manifest. */
  halfDone(name: string): Promise<Outcome> {
    this.#dump(name);
    return this.#rclone(["copy", join(this.#work, "postgres"), `destination:${name}/postgres`]);
  }

  async restore(from: string): Promise<Outcome> {
    rmSync(this.#work, { recursive: true, force: true });
    mkdirSync(this.#work);
    const fetched = await this.script("fetch.sh", { FROM: from });
    return fetched.code === 0 ? this.script("objects.sh") : fetched;
  }

  /** Whether the next backup's copying would do anything: copy, delete, or write a time anew. */
  async hasNothingToCopy(): Promise<boolean> {
    const store = `store,override.use_server_modtime=true:${BUCKETS.objects}`;
    const { stderr } = await this.#rclone(["sync", store, "destination:objects", "--dry-run"]);
    return !/Skipped/.test(stderr);
  }

  folders = async () => (await this.#rclone(["lsf", "destination:"])).stdout;

  cleanUp(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #rclone(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return run(join(this.#folder, "bin/rclone"), args, { env: { ...this.#env, ...env } });
  }

  #dump(name: string): void {
    rmSync(this.#work, { recursive: true, force: true });
    const dump = `dump of ${name}`;
    this.#write("work/name", `${name}\n`);
    this.#write("work/postgres-version", "17.10\n");
    this.#write("work/postgres/ivcap.dump", dump);
    this.#write(
      "work/postgres/SHA256SUMS",
      `${createHash("sha256").update(dump).digest("hex")}  ./ivcap.dump\n`,
    );
  }

  #write(path: string, content: string, mode = 0o644): void {
    mkdirSync(dirname(join(this.#folder, path)), { recursive: true });
    writeFileSync(join(this.#folder, path), content, { mode });
  }
}
