import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "../support/program";
import { eventually, Local, runningOf } from "./running";

const folder = mkdtempSync(join(tmpdir(), "ivcap-test-local-"));
chmodSync(folder, 0o755); // where root runs the tests, Postgres runs as another
const data = join(folder, "data");
const start = (port = "0") => Local.start("--data", data, "--port", port);
const portOf = (local: Local) => new URL(local.url).port;

afterAll(async () => {
  await Local.killAll();
  rmSync(folder, { recursive: true, force: true });
});

const ENTITY = "urn:ivcap:dataset:1f1d0f3c-7a52-4c1e-9a3b-2f8e5f6a7b01";
const SCHEMA = "urn:example:schema:written.1";

/** @returns the id of an aspect that the gateway acknowledged, or nothing */
async function write(local: Local, value: number): Promise<string | undefined> {
  try {
    const response = await local.ask(`/1/aspects?entity=${ENTITY}&schema=${SCHEMA}`, {
      method: "POST",
      body: JSON.stringify({ $schema: SCHEMA, value }),
    });
    return response.ok ? ((await response.json()) as { id: string }).id : undefined;
  } catch {
    return undefined; // killed meanwhile: not acknowledged
  }
}

const missingOf = async (local: Local, ids: readonly string[]): Promise<string[]> => {
  const missing: string[] = [];
  for (const id of ids)
    if ((await local.ask(`/1/aspects/${encodeURIComponent(id)}`)).status !== 200) missing.push(id);
  return missing;
};

/** One data folder from its first start on. The tests stand in the order of its life, and go on with the run that the one before left. */
describe("A data folder of npm run local", () => {
  const acknowledged: string[] = [];
  let local: Local;

  it("is made by the first start, which prints URL, a token that works and three commands; Ctrl-C ends it all with 0", async () => {
    local = await start();
    const tree = local.tree();
    expect(local.printed).toContain(
      `curl -H "Authorization: Bearer $(cat ${data}/secrets/token)" ${local.url}/1/services`,
    );
    expect(local.printed).toContain(`ivcap context create local ${local.url} && ivcap context login`);
    expect(local.printed).toContain("ivcap service list");
    expect((await local.ask("/1/services")).status).toBe(200);
    expect((await fetch(`${local.url}/1/services`)).status).toBe(401);
    acknowledged.push((await write(local, 0)) as string);
    expect(await local.stop("SIGINT")).toBe(0);
    expect(await eventually(() => runningOf(tree).length === 0)).toBe(true);
  });

  it("keeps its secrets for who made them alone", () => {
    for (const name of ["paging-key", "development-key.json", "token"])
      expect(statSync(join(data, "secrets", name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, "secrets")).mode & 0o777).toBe(0o700);
    expect(statSync(join(data, "postgres", "17")).mode & 0o777).toBe(0o700);
  });

  it("has everything that was acknowledged after kill -9 of the whole tree under load", async () => {
    local = await start();
    let killed = false;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let turn = 0; !killed; turn++) {
        const id = await write(local, writer * 1_000_000 + turn);
        if (id !== undefined) acknowledged.push(id);
      }
    });
    await eventually(() => acknowledged.length > 100);
    await local.killTree();
    killed = true;
    await Promise.all(writers);

    local = await start();
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(await missingOf(local, acknowledged)).toEqual([]);
  });

  it("is refused to a second run, and so is the port, each by the number of the process that has it", async () => {
    const [folderHeld, portTaken] = await Promise.all([
      program("scripts/local.ts", ["--data", data, "--port", "0"]),
      program("scripts/local.ts", ["--data", join(folder, "other"), "--port", portOf(local)]),
    ]);
    expect(folderHeld).toEqual({
      code: 1,
      stdout: "",
      stderr: `${data} is held by process ${local.pid}, another npm run local; end it (kill ${local.pid}), or choose another folder and port: npm run local -- --data DIR --port N\n`,
    });
    expect(portTaken.code).toBe(1);
    const gateway = local.find("api-gateway/src/server.ts");
    expect(portTaken.stderr).toMatch(
      new RegExp(
        `^port ${portOf(local)} is taken by \\S+ \\(process ${gateway}\\); end it, or choose another: npm run local -- --port \\d+\\n$`,
      ),
    );
  });

  it("and its port are free for the next start although what was below a killed run still ends", async () => {
    const tree = local.tree();
    process.kill(local.pid, "SIGKILL");
    local = await start(portOf(local));
    expect(await eventually(() => runningOf(tree).length === 0)).toBe(true);
    expect(await missingOf(local, acknowledged.slice(-1))).toEqual([]);
  });

  it("is left in order by a run whose gateway crashes, which ends and says so", async () => {
    const tree = local.tree();
    process.kill(local.find("api-gateway/src/server.ts"), "SIGKILL");
    expect(await local.ended()).toBe(1);
    expect(local.printed).toContain(
      "the gateway ended (SIGKILL), so everything stops; the end of its log:\n",
    );
    expect(await eventually(() => runningOf(tree).length === 0)).toBe(true);
  });
});
