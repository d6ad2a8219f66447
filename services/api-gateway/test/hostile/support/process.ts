import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { AUDIENCE, claims, key, sign } from "../../support/issuer";

const ROOT = fileURLToPath(new URL("../../../../..", import.meta.url));

/** An issuer on a port, for gateways in processes of their own. */
export async function startIssuer() {
  const signing = await key("one");
  const server = createServer((request, answer) => {
    const keys = `${url}/keys`;
    const body = request.url === "/keys" ? { keys: [signing.public] } : { issuer: url, jwks_uri: keys };
    answer.setHeader("content-type", "application/json").end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: (account: string) => sign(claims(Date.now(), { iss: url, acc: account, sub: account }), signing),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type GatewayProcess = {
  child: ChildProcess;
  url: string;
  /** Code and signal by which it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Lines that it logged, parsed. */
  log: () => Record<string, unknown>[];
};

/** The gateway as it ships: its own process, configured by its environment alone. */
export async function startProcess(environment: Record<string, string>): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "services/api-gateway/src/server.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      PATH: process.env.PATH ?? "",
      ENVIRONMENT: "local",
      AUTH_MODE: "oidc",
      AUTH_AUDIENCE: AUDIENCE,
      AUTH_CLIENT_ID: "cli",
      PAGING_KEY: "a key for tests that is long enough",
      PORT: "0",
      LIMIT_REQUESTS_PER_ADDRESS: "1000000",
      LIMIT_REQUESTS_PER_ACCOUNT: "1000000",
      ...environment,
    },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (part) => {
      output += part;
    });
  const ended = once(child, "exit").then(([code, signal]) => ({ code, signal }));
  const said = await Promise.race([once(child, "message"), ended.then(() => undefined)]);
  if (said === undefined) throw new Error(`the gateway did not start: ${output}`);
  const [{ listening }] = said as [{ listening: string }];
  const log = () =>
    output
      .split("\n")
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Record<string, unknown>] : []));
  return { child, url: listening, ended, log };
}
