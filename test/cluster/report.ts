/** Progress while a long run works, and a table of what was seen at its end. */
export class Report {
  readonly #rows: { title: string; result: string; seconds: number }[] = [];
  readonly #notes: string[] = [];
  readonly #start = Date.now();

  say(text: string): void {
    const seconds = Math.round((Date.now() - this.#start) / 1000);
    console.log(`[${String(seconds).padStart(4)} s] ${text}`);
  }

  /** Something the reader of the table has to know, such as a stand-in. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /** Runs one check: it fails by throwing, with the reason. @returns whether it passed */
  async check(title: string, seen: () => Promise<void>): Promise<boolean> {
    const start = Date.now();
    let result = "passed";
    try {
      await seen();
    } catch (error) {
      result = `FAILED: ${(error as Error).message}`;
    }
    this.#rows.push({ title, result, seconds: Math.round((Date.now() - start) / 1000) });
    this.say(
      `${result === "passed" ? "passed" : "FAILED"}  ${title}${result === "passed" ? "" : `\n         ${result.slice(8)}`}`,
    );
    return result === "passed";
  }

  get failed(): number {
    return this.#rows.filter(({ result }) => result !== "passed").length;
  }

  print(): void {
    const width = Math.min(96, Math.max(...this.#rows.map(({ title }) => title.length)));
    console.log(`\n${"check".padEnd(width)}  result  seconds\n${"-".repeat(width + 18)}`);
    for (const { title, result, seconds } of this.#rows) {
      console.log(`${title.padEnd(width)}  ${result.slice(0, 6)}  ${String(seconds).padStart(7)}`);
    }
    for (const note of this.#notes) console.log(`note: ${note}`);
    console.log(`\n${this.#rows.length - this.failed} checks passed, ${this.failed} failed`);
  }
}

/** @throws Error with the reason, where something expected was not seen */
export function expect(seen: boolean, otherwise: string): asserts seen {
  if (!seen) throw new Error(otherwise);
}
