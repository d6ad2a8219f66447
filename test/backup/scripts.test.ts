import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../scripts/support/command";
import { folderWith } from "../support/environment-folder";
import { root } from "../support/program";

/** Objects by path. */
type Objects = Readonly<Record<string, string>>;
const FOREVER = "4000000000";

/** Both stores and the destination as folders, and the scripts of the image run on them by the shell of this machine. */
class Place {
  readonly folder = folderWith({ "destination/.keep": "", "store/ivcap-objects/.keep": "", "tmp/.keep": "" });

  constructor() {
    this.program("rclone", `exec sh "${join(root, "test/backup/rclone.sh")}" "$@"`);
  }

  program(name: string, script: string): void {
    this.#write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.folder, "bin", name), 0o755);
  }

  run(script: string, env: Record<string, string> = {}) {
    return run("sh", [join(root, "constructs/backup/scripts", script)], {
      env: {
        PATH: `${join(this.folder, "bin")}:${process.env.PATH}`,
        WORK: join(this.folder, "work"),
        TMPDIR: join(this.folder, "tmp"),
        RCLONE_CONFIG_DESTINATION_REMOTE: join(this.folder, "destination"),
        RCLONE_CONFIG_STORE_REMOTE: join(this.folder, "store"),
        BUCKET: "ivcap-objects",
        RETENTION_SECONDS: FOREVER,
        DEADLINE_SECONDS: "60",
        ...env,
      },
    });
  }

  /** The copying step of a backup of that name, with these objects in the store. */
  backUp(name: string, objects: Objects, env: Record<string, string> = {}) {
    this.store(objects);
    this.#empty("work");
    this.#write("work/name", `${name}\n`);
    this.#write("work/postgres-version", "17.10\n");
    this.#write("work/postgres/ivcap.dump", `dump of ${name}`);
    const sums = run("sh", ["-c", "sha256sum ./*.dump >SHA256SUMS"], {
      cwd: join(this.folder, "work/postgres"),
    });
    return sums.then(() => this.run("backup.sh", env));
  }

  /** The steps of a restore that read the destination, into a store that holds these objects. */
  async restore(from: string, present: Objects = {}) {
    this.store(present);
    this.#empty("work");
    const fetched = await this.run("fetch.sh", { FROM: from });
    return fetched.code === 0 ? this.run("objects.sh") : fetched;
  }

  store(objects: Objects): void {
    this.#empty("store/ivcap-objects");
    for (const [path, content] of Object.entries(objects))
      this.#write(`store/ivcap-objects/${path}`, content);
  }

  get objects(): Objects {
    const folder = join(this.folder, "store/ivcap-objects");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    return Object.fromEntries(
      files.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [path.slice(folder.length + 1), readFileSync(path, "utf8")];
      }),
    );
  }

  get destination(): string[] {
    return readdirSync(join(this.folder, "destination")).filter((name) => /^\d/.test(name));
  }

  at(path: string): string {
    return join(this.folder, "destination", path);
  }

  #empty(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
    mkdirSync(join(this.folder, path), { recursive: true });
  }

  #write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }
}

const day = (number: number) => `2024-01-0${number}T02-17-00Z`;
const lines = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test.concurrent("a backup is whole once its manifest is written, and says so in one line", async () => {
  const place = new Place();
  const { code, stdout } = await place.backUp(day(1), { "a/one": "1", two: "22" });
  expect(code).toBe(0);
  expect(lines(stdout)).toMatchObject([
    { event: "backup", name: day(1), result: "succeeded", objects: { count: 2, bytes: 3 } },
  ]);
  expect(lines((await place.run("list.sh")).stdout)).toMatchObject([
    { name: day(1), complete: true, databases: [{ name: "ivcap", bytes: 28 }], postgres: "17.10" },
  ]);
});

test.concurrent("without a bucket a backup is the dumps, and a restore asks for no objects", async () => {
  const place = new Place();
  const { code, stdout } = await place.backUp(day(1), { one: "1" }, { BUCKET: "" });
  expect(code).toBe(0);
  expect(lines(stdout)).toMatchObject([{ result: "succeeded", objects: null }]);
  expect(existsSync(place.at("objects"))).toBe(false);
  expect(lines((await place.run("list.sh")).stdout)).toMatchObject([{ complete: true, objects: null }]);
  expect((await place.run("fetch.sh", { FROM: "latest" })).code).toBe(0);
});

test.concurrent("a backup that breaks off says where, is listed as never finished and is not restored", async () => {
  const place = new Place();
  await place.backUp(day(1), { one: "1" });
  const { code, stdout } = await place.backUp(
    day(2),
    { one: "2" },
    { RCLONE_FAILS: "manifest.json destination" },
  );
  expect(code).not.toBe(0);
  expect(lines(stdout)).toEqual([{ event: "backup", name: day(2), result: "failed", step: "manifest" }]);
  expect(lines((await place.run("list.sh")).stdout)).toMatchObject([
    { name: day(1), complete: true },
    { name: day(2), complete: false },
  ]);
  const refused = await place.restore(day(2));
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`no whole backup ${day(2)}; there are: ${day(1)}`);
  await place.restore("latest");
  expect(place.objects).toEqual({ one: "1" });
});

test.concurrent("each backup brings back the objects of its own time, whatever changed, came and went since", async () => {
  const place = new Place();
  const times: Objects[] = [
    { a: "first", "deep/b": "b", gone: "early" },
    { a: "other", "deep/b": "b", came: "new" },
    { a: "third one", "deep/b": "changed", gone: "back again" },
    {},
  ];
  for (const [index, objects] of times.entries()) {
    // The third breaks off after it has moved what it replaced.
    const { code } = await place.backUp(
      day(index + 1),
      objects,
      index === 2 ? { RCLONE_FAILS: "objects.list" } : {},
    );
    expect(code === 0).toBe(index !== 2);
  }
  for (const index of [0, 1, 3]) {
    expect((await place.restore(day(index + 1))).code).toBe(0);
    expect(place.objects).toEqual(times[index]);
  }
});

test.concurrent("a restore writes over what is there, and leaves what came since", async () => {
  const place = new Place();
  await place.backUp(day(1), { one: "as it was" });
  await place.restore(day(1), { one: "as it is now", later: "stays" });
  expect(place.objects).toEqual({ one: "as it was", later: "stays" });
});

test.concurrent("what is older than the retention goes, half-done ones too, and what later ones need stays", async () => {
  const place = new Place();
  for (const number of [1, 2, 3]) await place.backUp(day(number), { one: String(number) });
  rmSync(place.at(`${day(1)}/manifest.json`));
  const now = new Date().toISOString().replaceAll(":", "-").replace(/\.\d+/, "");
  const { stdout } = await place.backUp(now, { one: "now" }, { RETENTION_SECONDS: "3600" });
  expect(lines(stdout)).toMatchObject([{ removed: 3 }]);
  expect(place.destination).toEqual([now]);
});

test.concurrent("a half-done backup stays as long as an older whole one may need what it replaced", async () => {
  const place = new Place();
  for (const number of [1, 2, 3]) await place.backUp(day(number), { one: String(number) });
  rmSync(place.at(`${day(2)}/manifest.json`));
  await place.backUp(day(4), { one: "4" });
  expect(place.destination).toEqual([1, 2, 3, 4].map(day));
  await place.restore(day(1));
  expect(place.objects).toEqual({ one: "1" });
});

test.concurrent("the last whole backup is kept however old it is", async () => {
  const place = new Place();
  for (const number of [1, 2]) await place.backUp(day(number), { one: "1" }, { RETENTION_SECONDS: "3600" });
  expect(place.destination).toEqual([day(2)]);
});

test.concurrent("nothing is removed where the destination does not answer", async () => {
  const place = new Place();
  await place.backUp(day(1), { one: "1" });
  const env = { RETENTION_SECONDS: "1", RCLONE_FAILS: "lsf -R --max-depth 2" };
  const { code, stdout } = await place.backUp(day(2), { one: "1" }, env);
  expect(code).not.toBe(0);
  expect(lines(stdout)).toMatchObject([{ result: "failed", step: "retention" }]);
  expect(place.destination).toEqual([day(1), day(2)]);
});

test.concurrent("a dump that is not what was written is not restored", async () => {
  const place = new Place();
  await place.backUp(day(1), { one: "1" });
  writeFileSync(place.at(`${day(1)}/postgres/ivcap.dump`), "something else");
  const { code, stdout } = await place.restore(day(1), { one: "now" });
  expect(code).not.toBe(0);
  expect(stdout).toContain("FAILED");
  expect(place.objects).toEqual({ one: "now" });
});

test.concurrent("an object that the destination has lost is named, and the restore fails", async () => {
  const place = new Place();
  await place.backUp(day(1), { one: "1", two: "2" });
  rmSync(place.at("objects/two"));
  const { code, stderr } = await place.restore(day(1));
  expect(code).toBe(1);
  expect(stderr).toContain("not restored: 1 of 2 objects, such as 1;two");
});

test.concurrent("no backup moves objects while a restore puts them back; a restore that died holds none up for ever", async () => {
  const place = new Place();
  const lock = (seconds: number) =>
    writeFileSync(place.at("restore-runs"), String(Math.round(Date.now() / 1000) + seconds));
  lock(600);
  const { code, stderr } = await place.backUp(day(1), { one: "1" });
  expect(code).toBe(1);
  expect(stderr).toContain("a restore runs");
  lock(-1);
  expect((await place.backUp(day(1), { one: "1" })).code).toBe(0);
  await place.restore(day(1));
  expect(existsSync(place.at("restore-runs"))).toBe(false);
});

describe("a database", () => {
  const restored = async (pgRestore: string) => {
    const place = new Place();
    await place.backUp(day(1), { one: "1" });
    place.program("pg_restore", pgRestore);
    place.program("psql", `cat >"${place.folder}/said"`);
    const { code, stderr } = await place.run("databases.sh", { OWNED_DATABASES: "ivcap:ivcap other:other" });
    return { code, stderr, said: readFileSync(join(place.folder, "said"), "utf8") };
  };

  test.concurrent("becomes what its dump says in one transaction, as its owner, with nothing else left", async () => {
    const { code, said } = await restored('echo "create table one ();"');
    expect(code).toBe(0);
    expect(said).toMatch(
      /^begin;.* set local role "ivcap"; drop owned by "ivcap" cascade;\ncreate table one \(\);\ncommit;\n$/,
    );
  });

  test.concurrent("stays as it was where its dump breaks off", async () => {
    const { code, stderr, said } = await restored('echo "create table one ();"; exit 1');
    expect(code).toBe(1);
    expect(stderr).toContain("ivcap: its dump cannot be read; it stays as it was");
    expect(said).not.toContain("commit");
  });
});

test.concurrent("a dump that fails says which, and copies nothing", async () => {
  const place = new Place();
  mkdirSync(join(place.folder, "work"));
  place.program("pg_dump", 'case "$*" in *argo*) echo "no such role" >&2; exit 1 ;; esac');
  const { code, stdout, stderr } = await place.run("dump.sh", { DATABASES: "argo ivcap" });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "no such role\n" });
  expect(lines(stdout)).toEqual([{ event: "backup", result: "failed", step: "dump of argo" }]);
});
