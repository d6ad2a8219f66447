import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** What local mode keeps in its data folder. */
export const filesIn = (data: string) => ({
  postgres: join(data, "postgres"),
  secrets: join(data, "secrets"),
  pagingKey: join(data, "secrets", "paging-key"),
  developmentKey: join(data, "secrets", "development-key.json"),
  token: join(data, "secrets", "token"),
  log: join(data, "gateway.log"),
  gateway: join(data, "gateway.json"),
});

export type Files = ReturnType<typeof filesIn>;

/** Secrets of one machine: made once, open to whoever runs local mode alone, and worth nothing elsewhere. @returns the paging key */
export function makeSecrets(files: Files): string {
  mkdirSync(files.secrets, { recursive: true, mode: 0o700 });
  if (!existsSync(files.pagingKey)) writeWhole(files.pagingKey, randomBytes(32).toString("base64url"));
  return readFileSync(files.pagingKey, "utf8");
}

/** Whole or not at all, whenever the process is killed. */
export function writeWhole(file: string, text: string): void {
  const growing = `${file}.new`;
  const descriptor = openSync(growing, "w", 0o600);
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(growing, file);
}

/** An empty log; the one of the run before stays beside it, under `.1`. */
export function newLog(file: string): number {
  if (existsSync(file)) renameSync(file, `${file}.1`);
  return openSync(file, "w", 0o600);
}

/** The end of a log, for whom it has to explain something. */
export function endOf(file: string, lines = 10): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-lines).join("\n");
  } catch {
    return "";
  }
}
