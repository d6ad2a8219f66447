import { spawn } from "node:child_process";

export interface Outcome {
  /** Exit code; 127 where the program was not found. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds after which it is ended. */
  readonly timeout?: number;
  /** Ends it when aborted. */
  readonly signal?: AbortSignal;
  /** Called with each line of either stream as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program without a shell and gathers what it prints; never throws for a failed one. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env, input, timeout, signal, onLine }: CommandOptions = {},
): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      timeout,
      signal,
      stdio: "pipe",
    });
    const printed = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      let rest = "";
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        printed[stream] += text;
        if (!onLine) return;
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        lines.forEach(onLine);
      });
    }
    child.on("error", (error) => done({ code: 127, stdout: "", stderr: error.message }));
    child.on("close", (code) => done({ code: code ?? 1, ...printed }));
    child.stdin.on("error", () => {}); // a program that ends early reads no input
    child.stdin.end(input ?? "");
  });
}

/** As {@link run}, for a program that has to succeed. @throws Error with the end of what it printed */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code === 0) return stdout;
  const end = (stderr || stdout).trim().split("\n").slice(-30).join("\n");
  throw new Error(`${program} ${args.slice(0, 4).join(" ")} ended with ${code}:\n${end}`);
}
