import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Outcome, run } from "../../../scripts/support/command";
import { expect } from "../checks";
import type { Platform } from "../platform";

/** The command line's program, with a configuration of its own, against one platform. */
export class Cli {
  /** What earlier checks have made, for later ones. */
  readonly made = { service: "", aspect: "", replaced: "", beforeReplaced: "" };

  /** Its configuration and the files that it is given. */
  private readonly folder: string;

  constructor(
    private readonly program: string,
    private readonly platform: Platform,
  ) {
    this.folder = join(platform.folder, "cli");
    mkdirSync(join(this.folder, "ivcap-cli"), { recursive: true, mode: 0o700 });
    // It looks for newer versions on the internet where it has not done so today.
    writeFileSync(
      join(this.folder, "ivcap-cli", "vcheck.txt"),
      new Date().toISOString().replace(/\.\d+/, ""),
    );
  }

  get url(): string {
    return this.platform.url;
  }

  get configuration(): string {
    return join(this.folder, "ivcap-cli", "config.yaml");
  }

  /** Puts a file where commands find it. @returns its path */
  file(name: string, content: string | object): string {
    const path = join(this.folder, name);
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  /** What a command prints. @throws Error where it fails or takes longer than `SECONDS` */
  async says(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(args);
    expect(code === 0, `ivcap ${args.join(" ")} ended with ${code}: ${stderr || stdout}`);
    return stdout;
  }

  /** What a command prints as JSON. */
  async gives<T>(...args: string[]): Promise<T> {
    const text = await this.says(...args, "--output", "json", "--no-history");
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Error(`ivcap ${args.join(" ")} printed no JSON: ${text}`);
    }
  }

  /**
   * Sees that a command fails at once, and with which words. "At once" matters: the program tries again for a minute where an answer makes it
   * believe that the server will recover.
   */
  async refuses(words: RegExp, ...args: string[]): Promise<void> {
    const start = performance.now();
    const { code, stdout, stderr } = await this.run(args);
    const seconds = (performance.now() - start) / 1000;
    expect(code !== 0, `ivcap ${args.join(" ")} succeeded: ${stdout}`);
    expect(words.test(stderr), `ivcap ${args.join(" ")} says nothing of ${words}: ${stderr || stdout}`);
    expect(seconds < SECONDS, `ivcap ${args.join(" ")} took ${seconds.toFixed(1)} s to fail`);
  }

  run(args: readonly string[], onLine?: (line: string) => void): Promise<Outcome> {
    return run(this.program, args, {
      env: { XDG_CONFIG_HOME: this.folder, HOME: this.folder, IVCAP_ACCESS_TOKEN: "" },
      timeout: 75_000, // longer than its own minute of trying again, so that it is seen
      signal: this.platform.gone,
      ...(onLine && { onLine }),
    });
  }
}

const SECONDS = 10;
