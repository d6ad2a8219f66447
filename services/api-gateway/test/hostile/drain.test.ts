import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import { freshDatabase } from "../../../shared/test/support/database";
import { ALICE } from "../support/gateway";
import { definitionOf } from "./access/entities";
import { type GatewayProcess, startIssuer, startProcess } from "./support/process";

const DELAY = 700;
const LIMIT = 1_500;
const ID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";

const issuer = await startIssuer();
const fresh = await freshDatabase();
const token = await issuer.token(ALICE);
const locker = new Client({ connectionString: fresh.url });
const started: GatewayProcess[] = [];
const start = async (environment: Record<string, string> = {}) => {
  const one = await startProcess({
    DATABASE_URL: fresh.url,
    AUTH_ISSUER: issuer.url,
    DRAIN_DELAY_MS: String(DELAY),
    DRAIN_LIMIT_MS: String(LIMIT),
    ...environment,
  });
  started.push(one);
  return one;
};
/** All at once: starting takes longer than what is tested. */
let loaded: GatewayProcess, patient: GatewayProcess, hung: GatewayProcess;
let twice: GatewayProcess, orphan: GatewayProcess;
beforeAll(async () => {
  await locker.connect();
  [loaded, patient, hung, twice, orphan] = await Promise.all([
    start(),
    start({ DRAIN_DELAY_MS: "100" }),
    start({ DRAIN_DELAY_MS: "100", DRAIN_LIMIT_MS: "400" }),
    start({ DRAIN_DELAY_MS: "20000" }),
    start({ DRAIN_DELAY_MS: "0" }),
  ]);
});
afterAll(async () => {
  for (const { child } of started) child.kill("SIGKILL");
  issuer.stop();
  await locker.end();
  await fresh.drop();
});

async function ask(
  at: GatewayProcess,
  path: string,
  { method = "GET", body = "", agent = new Agent() } = {},
) {
  const going = request(`${at.url}${path}`, {
    agent,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === "" ? {} : { "content-type": "application/json" }),
    },
  });
  going.end(body);
  return await new Promise<{ status: number; connection: string | undefined; text: string }>((done, fail) => {
    going.once("error", fail);
    going.once("response", async (answer) => {
      done({
        status: answer.statusCode ?? 0,
        connection: answer.headers.connection,
        text: await text(answer),
      });
    });
  });
}
const put = (at: GatewayProcess, id = ID) =>
  ask(at, `/1/services/${id}?force-create=true`, {
    method: "PUT",
    body: JSON.stringify(definitionOf("open")),
  });

/** No change of a service goes on until it is let go. */
async function holdServices(): Promise<() => Promise<void>> {
  await locker.query("begin; lock table service_revision in access exclusive mode");
  return async () => {
    await locker.query("rollback");
  };
}

describe("on SIGTERM under load", () => {
  test("nothing that was sent before it said that it is not ready fails, and what runs is finished", async () => {
    const at = loaded;
    await put(at);
    let ready = true;
    const seen: (number | string)[] = [];
    const whileDraining: number[] = [];
    // As a proxy does: many connections that are kept, and a look at /readyz.
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const worker = async (each: number) => {
      while (ready) {
        const answer = await (each % 4 === 0
          ? ask(at, `/1/aspects?entity=urn:test:entity:${each}&schema=urn:test:schema:load.1`, {
              method: "POST",
              body: JSON.stringify({ each, at: performance.now() }),
              agent,
            })
          : ask(at, each % 4 === 1 ? `/1/services/${ID}` : "/1/services", { agent })
        ).catch((error: Error & { code?: string }) => ({ status: error.code ?? error.message }));
        seen.push(answer.status);
      }
    };
    const watcher = async () => {
      while (ready) {
        const answer = await ask(at, "/readyz").catch(() => ({ status: 0 }));
        if (answer.status !== 200) {
          // Not everybody looks as often: what comes until the delay is over is answered as before.
          for (const until = Date.now() + DELAY / 2; Date.now() < until; ) {
            const { status, connection } = await ask(at, "/1/services", { agent });
            whileDraining.push(status);
            expect(connection).toBe("close");
          }
          ready = false;
        } else await pause(10);
      }
    };
    const all = Promise.all([watcher(), ...Array.from({ length: 16 }, (_, each) => worker(each))]);
    await pause(300);
    const signalled = Date.now();
    at.child.kill("SIGTERM");
    await all;
    expect([at.child.exitCode, new Set(whileDraining)]).toEqual([null, new Set([200])]);
    expect(new Set(seen)).toEqual(new Set([200]));
    expect(seen.length).toBeGreaterThan(50);
    expect(await at.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - signalled).toBeLessThan(DELAY + LIMIT);
    await expect(ask(at, "/healthz")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    const stored = await locker.query("select count(*)::int as rows from aspect");
    expect(stored.rows[0].rows).toBeGreaterThan(0);
    expect(
      at
        .log()
        .map(({ msg }) => msg)
        .slice(-1),
    ).toEqual(["ended"]);
  });

  test("a request that takes longer than the delay is answered, and one that never ends is not waited for", async () => {
    await Promise.all([put(patient), put(hung)]);
    const release = await holdServices();
    const slow = put(patient, "19f9c31e-8cc5-531f-8dc4-c4684fad0a34");
    const never = put(hung, "19f9c31e-8cc5-531f-8dc4-c4684fad0a35").catch((error: Error) => error.message);
    await pause(150);
    patient.child.kill("SIGTERM");
    hung.child.kill("SIGTERM");
    await pause(400);
    expect(patient.child.exitCode).toBe(null);
    expect(await hung.ended).toEqual({ code: 1, signal: null });
    expect(await never).toBe("socket hang up");
    await release();
    expect(await slow).toMatchObject({ status: 200, connection: "close" });
    expect(await patient.ended).toEqual({ code: 0, signal: null });
  });
});

test("a second signal ends it at once, and the end of its parent's channel ends it in order", async () => {
  const signalled = Date.now();
  twice.child.kill("SIGINT");
  await pause(50);
  twice.child.kill("SIGINT");
  expect(await twice.ended).toEqual({ code: 1, signal: null });
  orphan.child.disconnect();
  expect(await orphan.ended).toEqual({ code: 0, signal: null });
  expect(Date.now() - signalled).toBeLessThan(3_000);
});
