import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { migrate } from "@ivcap/shared/database/migrate";
import { type Postgres, startPostgres } from "@ivcap/shared/local/postgres";
import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import { ALICE, type Answer, BOB, gateway } from "../support/gateway";
import { definitionOf } from "./access/entities";
import { wayTo } from "./support/way";

const NAME = "ivcap";
const folder = mkdtempSync(join(tmpdir(), "ivcap-hostile-"));
chmodSync(folder, 0o755); // Postgres may run as another user than this
let postgres: Postgres = await startPostgres({ directory: join(folder, "data") });
await migrate(await postgres.ensure(NAME));
const way = await wayTo(postgres.url(NAME));
const STATEMENT = 400;
const at = await gateway({ DATABASE_URL: way.url }, { statementTimeout: STATEMENT });
afterAll(async () => {
  way.end();
  await at.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Beside the gateway, by the straight way. */
async function beside<Result>(work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: postgres.url(NAME) });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
const rowsOf = (query: string) => beside(async (client) => (await client.query(query)).rows);

const add = (entity: string, as = ALICE, key?: string) =>
  at.ask("POST", `/1/aspects?entity=${entity}&schema=urn:test:schema:away.1`, {
    as,
    body: { a: 1 },
    ...(key === undefined ? {} : { headers: { "idempotency-key": key } }),
  });
const list = () => at.ask("GET", "/1/aspects?limit=1", { as: ALICE });

function expectAway(answer: Answer): void {
  expect([answer.status, answer.json]).toEqual([503, { message: expect.stringMatching(/database/) }]);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(answer.headers["goa-error"]).toBe("not-available");
}

/** @returns milliseconds until it answers again */
async function recovery(): Promise<number> {
  const started = Date.now();
  while ((await list()).status !== 200) {
    if (Date.now() - started > 8_000) throw new Error("it does not recover");
    await pause(20);
  }
  expect((await at.ask("GET", "/readyz")).status).toBe(200);
  return Date.now() - started;
}

/** What was answered with 200 is there whole, what was not is there whole or not at all. */
async function expectWhole(entities: string[], acknowledged: string[]): Promise<void> {
  const found = await rowsOf(
    `select a.entity, count(*)::int as rows,
      (select count(*)::int from outbox o where o.entity = a.entity) as published,
      (select count(*)::int from audit u where u.entity = 'urn:ivcap:aspect:' || max(a.id::text)) as audited
      from aspect a where a.schema = 'urn:test:schema:away.1' group by a.entity`,
  );
  const known = new Map(found.map((row) => [row.entity, row]));
  for (const entity of acknowledged) expect(known.has(entity)).toBe(true);
  for (const entity of entities)
    if (known.has(entity)) expect(known.get(entity)).toMatchObject({ rows: 1, published: 1, audited: 1 });
  const orphans = await rowsOf(
    "select entity from outbox where kind = 'aspect' and entity not in (select entity from aspect)",
  );
  expect(orphans).toEqual([]);
}

beforeEach(async () => {
  await recovery();
});

describe("a database that is down", () => {
  test("answers 503 at once, is alive but not ready, and goes on by itself when it is back", async () => {
    way.shut();
    const started = Date.now();
    expectAway(await list());
    expectAway(await add("urn:test:entity:down"));
    expectAway(await at.ask("DELETE", `/1/aspects/${randomUUID()}`, { as: ALICE }));
    expect(Date.now() - started).toBeLessThan(2_000);
    const ready = await at.ask("GET", "/readyz");
    expect([ready.status, ready.json]).toEqual([
      503,
      { status: "not ready", problems: [expect.any(String)] },
    ]);
    expect((await at.ask("GET", "/healthz")).status).toBe(200);
    way.open();
    expect(await recovery()).toBeLessThan(2_000);
  });

  test("when the gateway starts is no reason not to start", async () => {
    way.shut();
    const early = await gateway({ DATABASE_URL: way.url });
    expectAway(await early.ask("GET", "/1/services", { as: ALICE }));
    way.open();
    expect((await early.ask("GET", "/1/services", { as: ALICE })).status).toBe(200);
    await early.stop();
  });

  test("by kill -9 under load loses nothing that was acknowledged, and leaves nothing half-written", async () => {
    let running = true;
    const sent: { entity: string; key: string; status: number; text: string }[] = [];
    const worker = async () => {
      while (running) {
        const [entity, key] = [`urn:test:entity:${randomUUID()}`, randomUUID()];
        const { status, text, headers } = await add(entity, ALICE, key);
        sent.push({ entity, key, status, text });
        if (status !== 200)
          expect([status, Number(headers["retry-after"]) > 0, text]).toEqual([
            503,
            true,
            expect.stringContaining("database"),
          ]);
      }
    };
    const workers = Array.from({ length: 8 }, worker);
    await pause(300);
    process.kill(postgres.pid, "SIGKILL");
    await postgres.ended;
    await pause(100);
    running = false;
    await Promise.all(workers);
    postgres = await startPostgres({ directory: join(folder, "data") });
    way.open(postgres.url(NAME));
    await recovery();

    const statuses = new Set(sent.map(({ status }) => status));
    expect(statuses).toEqual(new Set([200, 503]));
    const acknowledged = sent.filter(({ status }) => status === 200).map(({ entity }) => entity);
    expect(acknowledged.length).toBeGreaterThan(10);
    await expectWhole(
      sent.map(({ entity }) => entity),
      acknowledged,
    );
    // Whoever repeats what failed, under its key, has it once.
    const failed = sent.filter(({ status }) => status === 503).slice(0, 40);
    for (const { entity, key } of failed) expect((await add(entity, ALICE, key)).status).toBe(200);
    await expectWhole(
      failed.map(({ entity }) => entity),
      failed.map(({ entity }) => entity),
    );
  });

  test("by a restart in order, with connections that end between two statements, is 503 and no crash", async () => {
    await Promise.all(Array.from({ length: 4 }, list));
    await beside((client) =>
      client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user",
      ),
    );
    const answers = await Promise.all(Array.from({ length: 8 }, list));
    for (const answer of answers.filter(({ status }) => status !== 200)) expectAway(answer);
  });
});

describe("a database that is slow", () => {
  test("answers 503 when its time is over, changes nothing, and goes on when it is let go", async () => {
    const entity = `urn:test:entity:${randomUUID()}`;
    await beside(async (client) => {
      await client.query("begin; lock table aspect in access exclusive mode");
      const started = Date.now();
      const answers = await Promise.all([list(), add(entity), add(entity, BOB), list()]);
      answers.forEach(expectAway);
      expect(Date.now() - started).toBeLessThan(STATEMENT + 1_500);
      await client.query("rollback");
    });
    expect((await list()).status).toBe(200);
    await expectWhole([entity], []);
    expect(await rowsOf(`select 1 from aspect where entity = '${entity}'`)).toEqual([]);
  });

  test("does not keep what it does not touch", async () => {
    await beside(async (client) => {
      await client.query("begin; lock table aspect in access exclusive mode");
      const held = list();
      expect((await at.ask("GET", "/1/services", { as: ALICE })).status).toBe(200);
      expectAway(await held);
      await client.query("rollback");
    });
  });

  test("that is gone without a word is given up, and connections to it are not used again", async () => {
    await Promise.all(Array.from({ length: 4 }, list));
    way.silence("old");
    const started = Date.now();
    const answers = await Promise.all(Array.from({ length: 4 }, list));
    answers.forEach(expectAway);
    expect(Date.now() - started).toBeLessThan(STATEMENT + 3_500);
    // The new ones are as good as ever.
    expect((await Promise.all(Array.from({ length: 4 }, list))).map(({ status }) => status)).toEqual([
      200, 200, 200, 200,
    ]);
  });

  test("with all connections in use makes others wait, and tells them after three seconds", async () => {
    await beside(async (client) => {
      await client.query("begin; lock table aspect in access exclusive mode");
      const many = await Promise.all(Array.from({ length: 40 }, list));
      many.forEach(expectAway);
      await client.query("rollback");
    });
    expect((await list()).status).toBe(200);
  });
});

describe("a database that is full", () => {
  const full = async (table: string, work: () => Promise<void>) => {
    await rowsOf(
      `create function full_disk() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
       create trigger full_disk before insert or update on ${table} for each row execute function full_disk()`,
    );
    try {
      await work();
    } finally {
      await rowsOf("drop function full_disk cascade");
    }
  };
  const counted = async () =>
    (
      await rowsOf(
        "select (select count(*) from aspect) a, (select count(*) from outbox) o, (select count(*) from audit) u, (select count(*) from idempotency) i, (select count(*) from service_revision) s",
      )
    )[0];

  test.each(["aspect", "outbox", "audit", "idempotency"])(
    "of %s takes no part of a change",
    async (table) => {
      const entity = `urn:test:entity:${randomUUID()}`;
      const key = randomUUID();
      await full(table, async () => {
        const before = await counted();
        expectAway(await add(entity, ALICE, key));
        expect(await counted()).toEqual(before);
        expect((await list()).status).toBe(200);
      });
      expect((await add(entity, ALICE, key)).status).toBe(200);
      await expectWhole([entity], [entity]);
    },
  );

  test("still refuses what policy refuses, though the audit cannot keep it", async () => {
    const id = randomUUID();
    const made = await at.ask("PUT", `/1/services/${id}?force-create=true`, {
      as: ALICE,
      body: definitionOf("open"),
    });
    expect(made.status).toBe(200);
    await full("audit", async () => {
      const refused = await at.ask("DELETE", `/1/services/${id}`, { as: BOB });
      expect(refused.status).toBe(403);
    });
  });

  test("of connections is 503, and goes on when there is room", async () => {
    await beside(async (client) => {
      await client.query(`alter database ${NAME} connection limit 1`);
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user",
      );
      await pause(50);
      (await Promise.all([list(), list(), add("urn:test:entity:none")])).forEach(expectAway);
      await client.query(`alter database ${NAME} connection limit -1`);
    });
    expect(await recovery()).toBeLessThan(2_000);
  });
});
