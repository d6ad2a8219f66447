import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tenant } from "../../constructs/loki/definition";
import { CommandError } from "../../scripts/support/cli";
import { run } from "../../scripts/support/command";
import { eventually } from "../../scripts/support/eventually";
import type { Line } from "./lines";

const INSTALL = "https://grafana.com/docs/loki/latest/setup/install/local";

/** What Loki answers to a query: how many lines, and what it tells them apart by. */
export type Answer =
  | { readonly kind: "streams"; readonly lines: readonly string[] }
  | { readonly kind: "vector"; readonly count: number; readonly series: readonly Record<string, string>[] };

/** A Loki, and a tenant of its own in it, so that nobody's logs are touched. */
export class Loki {
  readonly #headers = { [tenant.header]: `dashboards-${Date.now()}`, "content-type": "application/json" };

  constructor(readonly url: string) {}

  /** @throws CommandError where Loki refuses a line */
  async push(lines: readonly Line[]): Promise<void> {
    const now = Date.now() - 60_000;
    const streams = lines.map(({ stream, text, beside }, index) => ({
      stream,
      values: [[`${now + index}000000`, text, beside]],
    }));
    await this.#ask("/loki/api/v1/push", { method: "POST", body: JSON.stringify({ streams }) });
  }

  /** @throws CommandError with Loki's words where it does not take the expression */
  async query(expression: string, isLog: boolean): Promise<Answer> {
    const path = isLog ? "query_range?since=1h&limit=1000&" : "query?";
    const text = await this.#ask(`/loki/api/v1/${path}query=${encodeURIComponent(expression)}`);
    const { data } = JSON.parse(text) as { data: { resultType: string; result: Result[] } };
    if (data.resultType === "streams") {
      return {
        kind: "streams",
        lines: data.result.flatMap(({ values = [] }) => values.map(([, line]) => line)),
      };
    }
    return {
      kind: "vector",
      count: data.result.reduce((sum, { value }) => sum + Number(value?.[1]), 0),
      series: data.result.map(({ metric = {} }) => metric),
    };
  }

  async answers(): Promise<boolean> {
    const ready = await fetch(`${this.url}/ready`).catch(() => undefined);
    return ready?.ok ?? false;
  }

  async #ask(path: string, init: RequestInit = {}): Promise<string> {
    const answer = await fetch(`${this.url}${path}`, { ...init, headers: this.#headers });
    const text = (await answer.text()).trim();
    if (!answer.ok) throw new CommandError(`Loki says ${answer.status}: ${text}`);
    return text;
  }
}

interface Result {
  readonly values?: readonly [string, string][];
  readonly value?: readonly [number, string];
  readonly metric?: Record<string, string>;
}

/**
 * Works with the Loki at a URL, or with one that is started for it and thrown away.
 * @throws CommandError where there is none
 */
export async function withLoki<T>(where: string, work: (loki: Loki) => Promise<T>): Promise<T> {
  if (!/^https?:\/\//.test(where)) return withProgram(where, work);
  const loki = new Loki(where.replace(/\/$/, ""));
  if (!(await loki.answers())) throw new CommandError(`--loki: no Loki is ready at ${where}`);
  return work(loki);
}

async function withProgram<T>(program: string, work: (loki: Loki) => Promise<T>): Promise<T> {
  if ((await run(program, ["--version"])).code !== 0) {
    throw new CommandError(
      `--loki: found: no program ${program}; allowed: Loki's program or the URL of one; install it from ${INSTALL}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "ivcap-loki-"));
  const [http, grpc] = await Promise.all([freePort(), freePort()]);
  const file = join(folder, "loki.yaml");
  writeFileSync(file, JSON.stringify(configuration(folder, http, grpc)));
  const child = spawn(program, [`-config.file=${file}`], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise<void>((done) => child.once("close", () => done()));
  try {
    const loki = new Loki(`http://127.0.0.1:${http}`);
    const up = await eventually(
      60,
      async () => (await loki.answers()) || child.exitCode !== null || undefined,
    );
    if (!up || child.exitCode !== null)
      throw new CommandError(`--loki: ${program} does not get ready: ${said.trim()}`);
    return await work(loki);
  } finally {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In one process, on the loopback only; the schema is the platform's, the store a folder. */
const configuration = (folder: string, http: number, grpc: number) => ({
  auth_enabled: true,
  server: {
    http_listen_address: "127.0.0.1",
    http_listen_port: http,
    grpc_listen_address: "127.0.0.1",
    grpc_listen_port: grpc,
    log_level: "error",
  },
  common: {
    path_prefix: folder,
    replication_factor: 1,
    instance_addr: "127.0.0.1",
    ring: { kvstore: { store: "inmemory" } },
    storage: {
      filesystem: { chunks_directory: join(folder, "chunks"), rules_directory: join(folder, "rules") },
    },
  },
  ingester: { lifecycler: { min_ready_duration: "0s" } },
  schema_config: {
    configs: [
      {
        from: "2026-01-01",
        store: "tsdb",
        object_store: "filesystem",
        schema: "v13",
        index: { prefix: "index_", period: "24h" },
      },
    ],
  },
  analytics: { reporting_enabled: false },
});

const freePort = () =>
  new Promise<number>((found, failed) => {
    const server = createServer();
    server.once("error", failed).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
