import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { CommandError } from "../support/cli";

/**
 * Sees that nobody listens on a port of this machine, under either of the addresses that `localhost` may lead to.
 * @throws CommandError that says whose the port is, and a port that is free
 */
export async function requireFree(port: number): Promise<void> {
  const problem = await problemOf(port);
  if (problem === "EACCES")
    throw new CommandError(
      `port ${port} is kept for root on this machine; choose another: npm run local -- --port ${await freeAfter(1024)}`,
    );
  if (problem !== undefined)
    throw new CommandError(
      `port ${port} is taken by ${whose(port)}; end it, or choose another: npm run local -- --port ${await freeAfter(port + 1)}`,
    );
}

async function problemOf(port: number): Promise<string | undefined> {
  if (port === 0) return undefined;
  for (const address of ["127.0.0.1", "::1"]) {
    const problem = await tried(port, address);
    if (problem === "EADDRINUSE" || problem === "EACCES") return problem; // others: no such address here
  }
  return undefined;
}

function tried(port: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => done(error.code));
    server.listen({ port, host, exclusive: true }, () => server.close(() => done(undefined)));
  });
}

async function freeAfter(port: number): Promise<number> {
  for (let other = port; other < port + 20 && other <= 65_535; other++)
    if ((await problemOf(other)) === undefined) return other;
  return 0;
}

function whose(port: number): string {
  try {
    return (process.platform === "linux" ? byProc(port) : byLsof(port)) ?? "a process of another user";
  } catch {
    return "another process";
  }
}

function byProc(port: number): string | undefined {
  const sockets = new Set(
    ["/proc/net/tcp", "/proc/net/tcp6"].flatMap(linesOf).flatMap((line) => {
      const [, local = "", , state, , , , , , inode] = line.trim().split(/\s+/);
      const listens = state === "0A" && Number.parseInt(local.split(":")[1] ?? "", 16) === port;
      return listens ? [`socket:[${inode}]`] : [];
    }),
  );
  const pid = readdirSync("/proc").find((entry) => /^\d+$/.test(entry) && opens(entry, sockets));
  return pid && `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()} (process ${pid})`;
}

function opens(pid: string, sockets: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((entry) => sockets.has(readlinkSync(`${folder}/${entry}`)));
  } catch {
    return false; // it ended, or is another user's
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").slice(1);
  } catch {
    return [];
  }
}

function byLsof(port: number): string | undefined {
  const said = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const field = (letter: string) =>
    said
      .split("\n")
      .find((line) => line.startsWith(letter))
      ?.slice(1);
  const pid = field("p");
  return pid && `${field("c")} (process ${pid})`;
}
