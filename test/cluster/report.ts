import { table } from "../../scripts/support/table";

interface Row {
  readonly check: string;
  readonly title: string;
  readonly result: "passed" | "FAILED" | "not seen";
  readonly seconds: number;
  /** Why it failed or could not be seen. */
  readonly because?: string;
}

/** What all parts of a report write into. */
interface Book {
  readonly start: number;
  readonly checks: string[];
  readonly rows: Row[];
  readonly notes: string[];
}

const TITLE_WIDTH = 110;
const secondsSince = (start: number) => Math.round((Date.now() - start) / 1000);

/** Progress while a long run works, and one table of what was seen at its end. */
export class Report {
  constructor(
    private readonly name = "",
    private readonly book: Book = { start: Date.now(), checks: [], rows: [], notes: [] },
  ) {}

  /** The same report for one check: its rows stand together in the table, whatever runs beside it. */
  of(check: string): Report {
    this.book.checks.push(check);
    return new Report(check, this.book);
  }

  say(text: string): void {
    console.log(`[${String(secondsSince(this.book.start)).padStart(4)} s] ${text}`);
  }

  /** Something the reader of the table has to know, such as a stand-in. */
  note(text: string): void {
    this.book.notes.push(text);
  }

  /** Looks at one thing: it fails by throwing, with the reason. @returns whether it passed */
  async check(title: string, look: () => Promise<void>): Promise<boolean> {
    const start = Date.now();
    try {
      await look();
      this.#add({ title, result: "passed", seconds: secondsSince(start) });
      return true;
    } catch (error) {
      this.#add({
        title,
        result: "FAILED",
        seconds: secondsSince(start),
        because: (error as Error).message,
      });
      return false;
    }
  }

  /** What this run cannot look at (an image that cannot be had), and why: it has its row, and fails nothing. */
  notSeen(title: string, because: string): void {
    this.#add({ title, result: "not seen", seconds: 0, because });
  }

  get failed(): number {
    return this.#count("FAILED");
  }

  print(): void {
    const { checks, notes } = this.book;
    const rows = [...this.book.rows].sort((a, b) => checks.indexOf(a.check) - checks.indexOf(b.check));
    const cells = rows.map(({ check, title, result, seconds }) => [check, lines(title), result, seconds]);
    console.log(`\n${table(["check", "what was looked at", "result", "seconds"], cells)}\n`);
    for (const { check, title, result, because } of rows) {
      if (because) console.log(`${result}: ${check}: ${title}\n  ${because.replaceAll("\n", "\n  ")}`);
    }
    for (const note of notes) console.log(`note: ${note}`);
    console.log(
      `\n${this.#count("passed")} passed, ${this.failed} failed, ${this.#count("not seen")} not seen, in ${secondsSince(this.book.start)} s`,
    );
  }

  #add(row: Omit<Row, "check">): void {
    this.book.rows.push({ check: this.name, ...row });
    this.say(`${row.result.padEnd(8)}  ${this.name}: ${row.title}`);
    if (row.because) console.log(`         ${row.because}`);
  }

  #count(result: Row["result"]): number {
    return this.book.rows.filter((row) => row.result === result).length;
  }
}

/** A long title on several lines, so that the table stays readable. */
function lines(title: string): string[] {
  const broken = [""];
  for (const word of title.split(" ")) {
    const line = broken.at(-1) ?? "";
    if (line && line.length + word.length >= TITLE_WIDTH) broken.push(word);
    else broken[broken.length - 1] = line ? `${line} ${word}` : word;
  }
  return broken;
}

/** @throws Error with the reason, where something expected was not seen */
export function expect(seen: boolean, otherwise: string): asserts seen {
  if (!seen) throw new Error(otherwise);
}
