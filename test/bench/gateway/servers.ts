import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "@ivcap/shared/database/migrate";
import { startPostgres } from "@ivcap/shared/local/postgres";
import { startIssuer } from "./issuer";

export type Servers = {
  gateway: string;
  bare: string;
  databaseUrl: string;
  /** Tokens that nobody has seen before. */
  tokens: (count: number) => Promise<string[]>;
};

/** Both programs, each a process of its own, on one Postgres. */
export async function withServers<T>(use: (servers: Servers) => Promise<T>): Promise<T> {
  const work = mkdtempSync(join(tmpdir(), "ivcap-bench-"));
  const undo: (() => Promise<unknown>)[] = [async () => rmSync(work, { recursive: true, force: true })];
  try {
    const postgres = await startPostgres();
    undo.push(() => postgres.stop());
    const databaseUrl = await postgres.ensure("ivcap");
    await migrate(databaseUrl);
    const issuer = await startIssuer();
    undo.push(() => issuer.stop());

    const started = async (name: string, file: string, settings: Record<string, string>) => {
      const { url, stop } = await start(file, join(work, `${name}.log`), {
        DATABASE_URL: databaseUrl,
        ...settings,
      });
      undo.push(stop);
      return url;
    };
    const bare = await started("bare", join("test", "bench", "gateway", "bare.ts"), {});
    const gateway = await started("gateway", join("services", "api-gateway", "src", "server.ts"), {
      ...issuer.settings,
      ENVIRONMENT: "local", // where an issuer may speak plain http
      PORT: "0",
      PAGING_KEY: "a key for benchmarks, long enough",
      DRAIN_DELAY_MS: "0",
      // Counted as ever, and out of reach.
      LIMIT_REQUESTS_PER_ADDRESS: "1000000000",
      LIMIT_REQUESTS_PER_ACCOUNT: "1000000000",
    });
    return await use({ gateway, bare, databaseUrl, tokens: issuer.tokens });
  } finally {
    for (const step of undo.reverse()) await step();
  }
}

/** A program that tells by its channel where it listens, with its log in a file. */
async function start(file: string, log: string, settings: Record<string, string>) {
  const { PATH = "" } = process.env;
  const output = openSync(log, "w");
  const child = spawn(process.execPath, ["--import", "tsx", file], {
    env: { PATH, NODE_ENV: "production", ...settings },
    stdio: ["ignore", output, output, "ipc"],
  });
  closeSync(output);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
  };
  return { url: await listening(child, () => readFileSync(log, "utf8")), stop };
}

const listening = (child: ChildProcess, log: () => string): Promise<string> =>
  new Promise((found, fail) => {
    child.once("exit", (code) => fail(new Error(`a server ended with ${code}:\n${log()}`)));
    child.once("message", ({ listening }: { listening: string }) => found(listening));
  });
