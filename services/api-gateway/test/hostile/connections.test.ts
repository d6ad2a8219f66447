import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect, test } from "@jest/globals";
import { ALICE, gateway } from "../support/gateway";
import { closes, wireTo } from "./support/wire";

const at = await gateway(
  {},
  { parts: { timeouts: { silence: 600, keepAlive: 400, headers: 500, body: 400 } } },
);
const wire = await wireTo(at.app);
const token = await at.token(ALICE);
afterAll(async () => {
  wire.end();
  await at.stop();
});

/** More than the longest time-out, and what a busy machine needs. */
const PATIENCE = 4_000;
const POST = `POST /1/aspects?entity=urn:test:entity:drip&schema=urn:test:schema:drip.1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n`;

/** Sends text bit by bit. @returns whether the connection was ended meanwhile, and how long that took */
async function drip(head: string, bit: string): Promise<{ closed: boolean; milliseconds: number }> {
  const { socket } = await wire.open();
  const started = Date.now();
  socket.write(head);
  const timer = setInterval(() => socket.write(bit), 40);
  const closed = await closes(socket, PATIENCE);
  clearInterval(timer);
  socket.destroy();
  return { closed, milliseconds: Date.now() - started };
}

describe("a connection ends", () => {
  test("on which nothing is ever sent", async () => {
    const { socket } = await wire.open();
    expect(await closes(socket, PATIENCE)).toBe(true);
  });

  test("that is idle after a request", async () => {
    const { socket, read } = await wire.open();
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(await closes(socket, PATIENCE)).toBe(true);
    expect(read()).toMatch(/^HTTP\/1\.1 200 /);
  });

  test("whose headers drip in", async () => {
    const { closed } = await drip("GET /healthz HTTP/1.1\r\nHost: localhost\r\n", "X-A: b\r\n");
    expect(closed).toBe(true);
  });

  test("whose body drips in, by length or in chunks, and nothing of it is kept", async () => {
    const dripped = await Promise.all([
      drip(`${POST}Content-Length: 100000\r\n\r\n{"a":"`, "x"),
      drip(`${POST}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n"\r\n'),
    ]);
    expect(dripped.map(({ closed }) => closed)).toEqual([true, true]);
    const { json } = await at.ask("GET", "/1/aspects?entity=urn:test:entity:drip", { as: ALICE });
    expect(json.items).toEqual([]);
  });
});

test("a hundred that drip keep nobody else waiting", async () => {
  const dripping = Promise.all(
    Array.from({ length: 100 }, () => drip(`${POST}Content-Length: 100000\r\n\r\n{"a":"`, "x")),
  );
  await pause(150);
  const started = Date.now();
  const { text } = await wire.raw(
    `GET /1/services HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
  );
  expect([text.slice(0, 12), Date.now() - started < 1_000]).toEqual(["HTTP/1.1 200", true]);
  expect((await dripping).filter(({ closed }) => !closed)).toEqual([]);
});

test("a body that takes long and goes on is read to its end", async () => {
  const part = "x".repeat(40_000);
  const body = `{"a":"${part.repeat(8)}"}`;
  const { socket, read } = await wire.open();
  socket.write(
    `${POST.replace("drip&", "slow&")}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n`,
  );
  const closed = closes(socket, PATIENCE);
  for (let at = 0; at < body.length; at += 40_000) {
    socket.write(body.slice(at, at + 40_000));
    await pause(120);
  }
  await closed;
  expect(read()).toMatch(/^HTTP\/1\.1 200 /);
});
