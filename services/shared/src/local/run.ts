import { spawn } from "node:child_process";
import type { Account } from "./account";

/** Runs a program to its end as the account. `code` is 127 where it could not be started. */
export function run(
  program: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const child = spawn(program, args, { ...identity(account), cwd: "/", env: ENVIRONMENT, stdio: "pipe" });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    child.on("error", (error) => done({ code: 127, output: error.message }));
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}

export const identity = (account: Account | undefined) =>
  account === undefined ? {} : { uid: account.uid, gid: account.gid };

/** Nothing of the caller's: PG* variables and locales would change what Postgres does. */
export const ENVIRONMENT = { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
