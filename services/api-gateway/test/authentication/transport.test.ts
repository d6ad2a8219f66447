import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { overNetwork } from "../../src/authentication/transport";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = overNetwork({ milliseconds: 5_000, bytes: 1_000 });
const askBriefly = overNetwork({ milliseconds: 100, bytes: 1_000 });

test("what an issuer answers comes back with its status, headers and body", async () => {
  const url = await listen((_, response) => {
    response.writeHead(400, { "content-type": "application/json" }).end(`{"error":"authorization_pending"}`);
  });
  const response = await ask(url, { method: "POST", body: "a=b" });
  expect([response.status, await response.json()]).toEqual([400, { error: "authorization_pending" }]);
});

test("an issuer that does not answer is waited for no longer than allowed", async () => {
  const url = await listen(() => {});
  await expect(askBriefly(url, {})).rejects.toMatchObject({ name: "TimeoutError" });
});

test("an issuer that never ends its answer is waited for no longer than allowed", async () => {
  const url = await listen((_, response) => {
    response.write("{");
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  await expect(askBriefly(url, {})).rejects.toMatchObject({ name: "TimeoutError" });
});

test("an answer that is too large is not read to its end", async () => {
  const url = await listen((_, response) => response.end("x".repeat(1_001)));
  await expect(ask(url, {})).rejects.toThrow(/answers more than 1000 bytes/);
});

test("a redirect is not followed", async () => {
  let asked = 0;
  const inside = await listen((_, response) => {
    asked++;
    response.end("secret");
  });
  const url = await listen((_, response) => response.writeHead(302, { location: inside }).end());
  await expect(ask(url, {})).rejects.toThrow(/redirects \(302\), which is not followed/);
  expect(asked).toBe(0);
});

test("nobody there is an error", async () => {
  const url = await listen(() => {});
  const gone = servers.pop();
  await new Promise((resolve) => gone?.close(resolve));
  await expect(ask(url, {})).rejects.toThrow(/fetch failed/);
});
