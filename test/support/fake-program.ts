import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Puts a program into a folder: a shell script in place of the real one. */
export function fakeProgram(folder: string, name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}
