import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { loadEnvironments } from "../../environments/load";
import { type Outcome, run } from "../../scripts/support/command";
import { providerMirror } from "../../scripts/support/provider-mirror";
import { synthesise } from "../../stacks/synthesise";
import type { Emulator } from "./emulator";
import { environmentFile, NAME, type Settings } from "./environment";
import type { Options } from "./options";

/** The loader of TypeScript, by its full path: Terraform's folders have no modules. */
const TSX = createRequire(resolve("package.json")).resolve("tsx");

/** A folder of the run's own: the environment, its state, its stacks, and a Terraform that speaks to the emulator. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), "ivcap-test-aws-"));
  /** A program to use in Terraform's place. */
  readonly terraform = join(this.folder, "terraform-on-the-emulator");
  /** For every program of this run, ours and AWS's. */
  readonly env: Readonly<Record<string, string>>;

  constructor(emulator: Emulator, { providers, moto }: Options) {
    const wrapper = resolve("test/aws/terraform.ts");
    writeFileSync(
      this.terraform,
      `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} --import ${JSON.stringify(TSX)} ${JSON.stringify(wrapper)} "$@"\n`,
    );
    chmodSync(this.terraform, 0o755);
    mkdirSync(join(this.folder, "environments"));
    // In place of the files and the profile of whoever runs this.
    const config = join(this.folder, "aws-config");
    writeFileSync(config, "[default]\n");
    this.env = {
      ...emulator.env,
      AWS_PROFILE: "default",
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: config,
      // AWS's own program may stand beside moto, in the same Python.
      PATH: [process.env.PATH, dirname(moto)].join(delimiter),
      ...providerMirror(this.folder, providers),
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      IVCAP_EMULATOR: emulator.url,
      IVCAP_EMULATOR_EKS: emulator.eksUrl,
      IVCAP_ENVIRONMENTS: join(this.folder, "environments"),
      IVCAP_WORK: join(this.folder, "work"),
      TERRAFORM_BINARY_NAME: this.terraform,
    };
  }

  /** Writes the environment as it is from now on. */
  say(settings: Settings): void {
    writeFileSync(
      join(this.folder, "environments", `${NAME}.yaml`),
      environmentFile(settings, join(this.folder, "state")),
    );
    mkdirSync(join(this.folder, "state"), { recursive: true });
  }

  /** Synthesises the environment and initialises the stack of its cluster. */
  async synthesise(): Promise<void> {
    const out = join(this.folder, "out");
    rmSync(out, { recursive: true, force: true });
    synthesise(loadEnvironments(join(this.folder, "environments")), out);
    const { code, stderr } = await this.run(["init", "-input=false", "-no-color"]);
    if (code !== 0) throw new Error(`terraform init ended with ${code}:\n${stderr}`);
  }

  /** Terraform in the folder of the cluster's stack. */
  run(args: readonly string[]): Promise<Outcome> {
    return run(this.terraform, args, {
      cwd: join(this.folder, "out", "stacks", `${NAME}-cluster`),
      env: this.env,
    });
  }

  /** One of this project's commands, as its users run it. */
  command(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return run(process.execPath, ["--import", TSX, resolve("scripts", script), ...args], {
      env: { ...this.env, ...env },
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
