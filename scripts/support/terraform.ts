import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CommandError } from "./cli";
import { type Outcome, run } from "./command";
import { errorsOf, inShort, isPrevented, type Message, messagesOf } from "./terraform-messages";

export interface TerraformOptions {
  /** terraform or tofu. @default terraform */
  readonly program?: string;
  /** Added to this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Terraform or OpenTofu in the folder of one stack, on that stack's own state. What it prints goes no further than its errors. */
export class Terraform {
  private readonly program: string;
  private readonly env: Readonly<Record<string, string>>;

  /** @param folder named after its stack, which errors then name */
  constructor(
    readonly folder: string,
    { program = "terraform", env = {} }: TerraformOptions = {},
  ) {
    this.program = program;
    this.env = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", ...env };
  }

  /** @throws CommandError with Terraform's errors in short, as all that follow do */
  async init(): Promise<void> {
    await this.must(["init", "-input=false", "-no-color"]);
  }

  /** Names of the outputs that the state has: none where nothing was ever applied. */
  async outputNames(): Promise<string[]> {
    return Object.keys(JSON.parse(await this.must(["output", "-json", "-no-color"])) as object);
  }

  /** The state, https://developer.hashicorp.com/terraform/internals/json-format#state-representation: it holds sensitive values. */
  async state(): Promise<unknown> {
    return JSON.parse(await this.must(["show", "-json", "-no-color"]));
  }

  /**
   * A plan, https://developer.hashicorp.com/terraform/internals/json-format#plan-representation. One that Terraform refuses for
   * `prevent_destroy` alone is a plan all the same: it says what would be destroyed. The plan's file, which holds values, is gone afterwards.
   */
  async plan(): Promise<unknown> {
    const work = mkdtempSync(join(tmpdir(), "ivcap-plan-"));
    try {
      const file = join(work, "plan");
      const args = ["plan", "-input=false", "-json", `-out=${file}`];
      const planned = await this.run(args);
      const errors = errorsOf(planned.stdout);
      if (errors.length === 0 || !errors.every(isPrevented)) this.succeeded(args, planned);
      return JSON.parse(await this.must(["show", "-json", "-no-color", file]));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }

  /** Destroys all that the state holds. */
  async destroy(onMessage: (message: Message) => void): Promise<void> {
    await this.must(["destroy", "-auto-approve", "-input=false", "-json"], (line) =>
      messagesOf(line).forEach(onMessage),
    );
  }

  private run(args: readonly string[], onLine?: (line: string) => void): Promise<Outcome> {
    return run(this.program, args, { cwd: this.folder, env: this.env, ...(onLine ? { onLine } : {}) });
  }

  private async must(args: readonly string[], onLine?: (line: string) => void): Promise<string> {
    return this.succeeded(args, await this.run(args, onLine));
  }

  private succeeded([command = ""]: readonly string[], outcome: Outcome): string {
    if (outcome.code === 0) return outcome.stdout;
    throw new CommandError(`${basename(this.folder)}: ${this.program} ${command}: ${inShort(outcome)}`);
  }
}
