import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "../../scripts/support/cli";

export type Platform = {
  readonly url: string;
  /** What it prints for the person who starts it. */
  readonly token: string;
  /** For what a client keeps: it goes with the platform, however this ends. */
  readonly folder: string;
  /** Aborted when the platform goes before its clients are done. */
  readonly gone: AbortSignal;
};

/** Milliseconds: a first start unpacks and makes its Postgres. */
const STARTS = 60_000;

/**
 * The platform as `npm run local` starts it, on a free port and in a folder of its own, for as long as it is used.
 *
 * @throws CommandError with what it printed where it does not come up
 */
export async function withPlatform<T>(use: (platform: Platform) => Promise<T>): Promise<T> {
  const data = join(tmpdir(), `ivcap-clients-${randomUUID()}`); // it makes the folder, since Postgres has to be let in
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join("scripts", "local.ts"), "--data", data, "--port", "0"],
    { stdio: ["ignore", "pipe", "pipe"], detached: true }, // a terminal's Ctrl-C is for us, who stop it in order
  );
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const gone = new AbortController();
  const interrupted = () => {
    gone.abort();
    void stop().finally(() => process.exit(130));
  };
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    const url = await new Promise<string>((found, fail) => {
      let printed = "";
      const failed = () => fail(new CommandError(`npm run local did not come up; it printed:\n${printed}`));
      const late = setTimeout(failed, STARTS);
      void ended.then(failed).then(() => clearTimeout(late));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          printed += text;
          const [, address] = /runs on this machine: (\S+).*Ctrl-C/s.exec(printed) ?? [];
          if (address === undefined) return;
          clearTimeout(late);
          found(address);
        });
      }
    });
    const token = readFileSync(join(data, "secrets", "token"), "utf8").trim();
    return await use({ url, token, folder: data, gone: gone.signal });
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await stop();
  }
}
