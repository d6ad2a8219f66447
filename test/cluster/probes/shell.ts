import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

/** A shell that stays open, so that a script costs no start of a program, a container or a pod. One script at a time. */
export class Shell {
  readonly #child: ChildProcessWithoutNullStreams;
  #printed = "";
  #complaint = "";
  #scripts = 0;
  #look: () => void = () => {};
  #ended = false;

  constructor(
    private readonly name: string,
    program: string,
    args: readonly string[],
  ) {
    this.#child = spawn(program, args, { stdio: "pipe" });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      this.#printed += text;
      this.#look();
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#complaint = text;
    });
    const end = () => {
      this.#ended = true;
      this.#look();
    };
    this.#child.on("error", end).on("close", end);
    this.#child.stdin.on("error", () => {}); // it ended: said by run()
  }

  /** Runs a script and what it leaves in the background, and returns what they printed. @throws Error where the shell ends or hangs */
  run(script: string, seconds: number): Promise<string> {
    const mark = `end of script ${++this.#scripts}`;
    this.#printed = "";
    this.#child.stdin.write(`${script}\nwait\necho "${mark}"\n`);
    return new Promise((done, fail) => {
      const give = (how: () => void) => {
        clearTimeout(timer);
        this.#look = () => {};
        how();
      };
      const timer = setTimeout(() => {
        give(() => fail(new Error(`the shell in ${this.name} did not answer in ${seconds} s`)));
      }, seconds * 1000);
      this.#look = () => {
        const at = this.#printed.indexOf(`${mark}\n`);
        if (at >= 0) give(() => done(this.#printed.slice(0, at)));
        else if (this.#ended)
          give(() => fail(new Error(`the shell in ${this.name} ended: ${this.#complaint.trim()}`)));
      };
      this.#look();
    });
  }

  /** Leaves it, with a last command. */
  close(last = ""): void {
    if (!this.#ended) this.#child.stdin.end(`${last}\n`);
  }
}
