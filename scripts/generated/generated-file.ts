import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A committed file that follows from the sources; nobody edits it by hand. */
export interface GeneratedFile {
  /** Path from the project's root. */
  readonly file: string;
  readonly content: () => string | Promise<string>;
}

export interface Written {
  readonly file: string;
  readonly content: string;
  /** Whether the file on disk says the same. */
  readonly current: boolean;
}

/** Makes every file's content and compares it with what stands under `root`. */
export const compare = (files: readonly GeneratedFile[], root: string): Promise<Written[]> =>
  Promise.all(
    files.map(async ({ file, content }) => {
      const wanted = await content();
      const path = join(root, file);
      return {
        file,
        content: wanted,
        current: existsSync(path) && readFileSync(path, "utf8") === wanted,
      };
    }),
  );

/** JSON as it is committed. */
export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
