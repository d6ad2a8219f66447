import { spawn } from "node:child_process";
import { join } from "node:path";

/** The project's root, where users run its programs. */
export const root = process.cwd();

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program of this project as its users do: a process of its own, by tsx, in the project's root. */
export function program(file: string, args: string[] = [], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", join(root, file), ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: "", ...env },
    });
    const printed = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...printed }));
  });
}
