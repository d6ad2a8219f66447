import { spawn } from "node:child_process";

/**
 * Stops Postgres and removes folders when this process is gone without having done so, by kill -9 say: a shell that waits for the end
 * of a pipe which only this process holds open. Node offers no way to have a child die with its parent.
 *
 * @returns how to send the shell home
 */
export function guard(pid: number, remove: readonly string[]): () => void {
  const shell = spawn("sh", ["-c", SCRIPT, "ivcap-guard", String(pid), ...remove], {
    cwd: "/",
    detached: true, // a terminal's Ctrl-C is for the process that then stops everything in order
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {}); // without a shell nothing is guarded; the next start finds what is left
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return () => shell.stdin.end("stopped\n");
}

/** Twenty seconds for an orderly stop, which keeps the next start short. */
const SCRIPT = `
read -r word && exit 0
pid=$1; shift
kill -INT "$pid" 2>/dev/null
tries=0
while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -QUIT "$pid" 2>/dev/null
[ $# = 0 ] || rm -rf -- "$@"
`;
