import { spawn } from "node:child_process";

export interface Guard {
  /** From now on this Postgres is to be stopped. */
  watch(pid: number): void;
  /** Everything ended as it should: sends the shell home. */
  dismiss(): void;
}

/**
 * Stops Postgres and removes folders when this process is gone without having done so, by kill -9 say: a shell that reads from a pipe
 * which only this process holds open. Node offers no way to have a child die with its parent.
 */
export function guard(remove: readonly string[]): Guard {
  const shell = spawn("sh", ["-c", SCRIPT, "ivcap-guard", ...remove], {
    cwd: "/",
    detached: true, // a terminal's Ctrl-C is for the process that then stops everything in order
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => {}); // without a shell nothing is guarded; the next start finds what is left
  shell.stdin.on("error", () => {});
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    watch: (pid) => shell.stdin.write(`${pid}\n`),
    dismiss: () => shell.stdin.end("home\n"),
  };
}

/**
 * Twenty seconds for an orderly stop, which keeps the next start short. Folders are removed twice: an initdb that lost its parent too
 * may write on for a moment.
 */
const SCRIPT = `
pid=
while read -r word; do
  [ "$word" = home ] && exit 0
  pid=$word
done
if [ -n "$pid" ]; then
  kill -INT "$pid" 2>/dev/null
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -QUIT "$pid" 2>/dev/null
fi
rm -rf -- "$@"
sleep 2
rm -rf -- "$@"
`;
