import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { type Postgres, startPostgres } from "../../src/local/postgres";
import { lives, markOf } from "../../src/local/process";

const isRoot = process.getuid?.() === 0;
const folders: string[] = [];
const running = new Set<Postgres>();
const children = new Set<ChildProcess>();

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "ivcap-test-pg-"));
  chmodSync(made, 0o755);
  folders.push(made);
  return made;
}

async function started(directory: string): Promise<Postgres> {
  const postgres = await startPostgres({ directory });
  running.add(postgres);
  void postgres.ended.then(() => running.delete(postgres));
  return postgres;
}

afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  await Promise.all([...running].map((postgres) => postgres.stop()));
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

async function ask(url: string, ...questions: string[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const question of questions) rows = (await client.query(question)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

const socketsOf = (url: string) => new URLSearchParams(url.split("?")[1]).get("host") as string;

async function eventually(holds: () => boolean, patience = 5_000): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await wait(20)) if (holds()) return true;
  return holds();
}

/** A process of its own that holds a Postgres, as a supervisor does. */
async function holder(...args: string[]) {
  const program = join(import.meta.dirname, "holding.ts");
  const child = spawn(process.execPath, ["--import", "tsx", program, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let said = "";
  for await (const text of child.stdout) {
    said += text;
    if (said.includes("\n")) break;
  }
  const { pid, url } = JSON.parse(said) as { pid: number; url: string };
  const mark = markOf(pid);
  if (!mark) throw new Error("Postgres does not run");
  const kill = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { child, url, postgres: mark, kill };
}

describe("Postgres of npm", () => {
  it("listens on a socket that is open to its account alone, and on no port", async () => {
    const postgres = await started(folder());
    expect(await ask(postgres.url("postgres"), "show listen_addresses")).toEqual([{ listen_addresses: "" }]);
    const sockets = socketsOf(postgres.url("postgres"));
    expect(statSync(sockets).mode & 0o777).toBe(0o700);
    await postgres.stop();
    expect(existsSync(sockets)).toBe(false);
  });

  it("never runs as root", async () => {
    const postgres = await started(folder());
    const status = readFileSync(`/proc/${postgres.pid}/status`, "utf8");
    expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).not.toBe("0");
    await postgres.stop();
  });

  it("gives the services a role without the rights of a superuser, as on the platform", async () => {
    const postgres = await started(folder());
    const url = await postgres.ensure("ivcap");
    expect(await postgres.ensure("ivcap")).toBe(url);
    expect(await ask(url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
      { rolsuper: false },
    ]);
    await postgres.stop();
  });

  it("keeps what it acknowledged when it is killed, and starts again while the dead one's processes end", async () => {
    const home = folder();
    const first = await started(home);
    await ask(first.url("postgres"), "create database kept");
    await ask(first.url("kept"), "create table kept (it text)", "insert into kept values ('acknowledged')");
    const idle = new Client({ connectionString: first.url("kept") });
    idle.on("error", () => {});
    await idle.connect();
    process.kill(first.pid, "SIGKILL");
    await first.ended;
    const second = await started(home);
    expect(await ask(second.url("kept"), "select it from kept")).toEqual([{ it: "acknowledged" }]);
    await second.stop();
  });

  it("starts over where making the cluster was interrupted", async () => {
    const home = folder();
    mkdirSync(join(home, "17.new"));
    writeFileSync(join(home, "17.new", "PG_VERSION"), "17\n");
    const postgres = await started(home);
    expect(await ask(postgres.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it("takes no stranger for itself that has the number of one which ended long ago", async () => {
    const home = folder();
    const first = await started(home);
    const file = join(home, "17", "postmaster.pid");
    const stranger = spawn("sleep", ["60"], isRoot ? { uid: statSync(join(home, "17")).uid } : {});
    children.add(stranger);
    const left = readFileSync(file, "utf8").replace(/^\d+/, String(stranger.pid));
    await first.stop();
    writeFileSync(file, left);
    const second = await started(home);
    expect(stranger.exitCode).toBeNull();
    await second.stop();
  });

  it("refuses a folder that a living process holds, by that process's number", async () => {
    const home = folder();
    const postgres = await started(home);
    await expect(startPostgres({ directory: home })).rejects.toMatchObject({
      name: "HeldError",
      message: `${home} is held by process ${process.pid}`,
    });
    await postgres.stop();
    await (await started(home)).stop();
  });

  it("stops when who started it is killed, and a temporary one leaves nothing", async () => {
    const { postgres, url, kill } = await holder();
    const sockets = socketsOf(url);
    const data = readFileSync(`/proc/${postgres.pid}/cmdline`, "utf8").split("\0")[2] as string;
    await kill();
    expect(
      await eventually(() => !lives(postgres) && !existsSync(sockets) && !existsSync(join(data, ".."))),
    ).toBe(true);
  });

  it("is ended by the next start where everything around it was killed", async () => {
    const home = folder();
    const { postgres, url, kill } = await holder(home);
    const guards = execFileSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" })
      .split("\n")
      .filter((line) => line.includes(`ivcap-guard ${socketsOf(url)}`));
    expect(guards).toHaveLength(1);
    for (const line of guards) process.kill(Number.parseInt(line, 10), "SIGKILL");
    await kill();
    expect(lives(postgres)).toBe(true);
    const next = await started(home);
    expect(lives(postgres)).toBe(false);
    await next.stop();
  });
});

describe("A folder that Postgres cannot live in", () => {
  it("is named with its reason: a file", async () => {
    const file = join(folder(), "file");
    writeFileSync(file, "");
    await expect(startPostgres({ directory: file })).rejects.toThrow(`${file} is a file, no folder`);
    await expect(startPostgres({ directory: join(file, "below") })).rejects.toThrow("lies below a file");
  });

  (isRoot ? it : it.skip)(
    "is named with its reason: closed to the account that stands in for root (tried as root only)",
    async () => {
      const home = folder();
      chmodSync(home, 0o700);
      await expect(startPostgres({ directory: join(home, "data") })).rejects.toThrow(
        `Postgres does not run as root, and nobody, as whom it runs instead, cannot reach ${home}/data: ${home} has mode 0700`,
      );
    },
  );

  (isRoot ? it.skip : it)(
    "is named with its reason: not ours to write (not tried as root, whose every folder is)",
    async () => {
      await expect(startPostgres({ directory: "/ivcap-data" })).rejects.toThrow(
        "/ivcap-data cannot be written",
      );
    },
  );
});
